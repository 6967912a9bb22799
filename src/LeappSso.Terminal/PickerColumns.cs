using LeappSso.Ports;

namespace LeappSso.Terminal;

/// <summary>How wide the columns are. What of the names is widest is found once; what there is room for, at each width of the terminal.</summary>
internal sealed class PickerColumns
{
    private const int IdWidth = 12;
    private const int Gap = 2;

    private readonly int _name;
    private readonly int _role;
    private readonly int _status;
    private readonly int _profile;
    private readonly int _alias;
    private readonly int _roomForId;

    internal PickerColumns(IReadOnlyList<PickerRow> rows)
    {
        _name = Widest(rows, r => r.AccountName);
        _role = Widest(rows, r => r.RoleName);
        _status = Widest(rows, r => r.Status);
        _profile = Widest(rows, r => r.ProfileName);
        bool isOfOne = rows.Count == 0 || rows.All(r => r.Integration == rows[0].Integration);
        _alias = isOfOne ? 0 : Widest(rows, r => r.Integration);
        // Of accounts of one name only the ids are different.
        _roomForId = rows.Select(r => (r.AccountName, r.AccountId)).Distinct().GroupBy(r => r.AccountName).Any(ids => ids.Skip(1).Any()) ? 32 : 48;
    }

    /// <summary>The columns that have room, with their widths; there is a gap after each.</summary>
    /// <param name="room">How many cells there are.</param>
    internal IReadOnlyList<(Func<PickerRow, string> Text, int Width)> For(int room)
    {
        bool hasId = room >= Math.Min(_name + IdWidth + _role + (2 * Gap), _roomForId);
        int forNames = Math.Max(2, room - Gap - (hasId ? IdWidth + Gap : 0));
        int role = Math.Min(_role, Math.Max(forNames / 2, forNames - _name));
        int name = Math.Max(1, Math.Min(_name, forNames - role));
        List<(Func<PickerRow, string>, int)> columns = [(r => r.AccountName, name)];
        if (hasId)
        {
            columns.Add((r => r.AccountId, IdWidth));
        }

        columns.Add((r => r.RoleName, role));
        int left = forNames - name - role;
        Add(r => r.Status, _status);
        Add(r => r.Integration, _alias);
        Add(r => r.ProfileName, _profile);
        return columns;

        void Add(Func<PickerRow, string> text, int width)
        {
            if (width > 0 && width + Gap <= left)
            {
                columns.Add((text, width));
                left -= width + Gap;
            }
        }
    }

    private static int Widest(IReadOnlyList<PickerRow> rows, Func<PickerRow, string> text) =>
        rows.Count == 0 ? 0 : rows.Max(r => CellWidth.Of(text(r)));
}
