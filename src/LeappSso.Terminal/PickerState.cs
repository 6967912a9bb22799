using System.Globalization;

namespace LeappSso.Terminal;

/// <summary>What a person has typed, marked and looks at, without a terminal.</summary>
internal sealed class PickerState
{
    private readonly IReadOnlyList<string> _texts;
    private readonly bool _onlyOne;
    private readonly HashSet<int> _marked = [];
    private List<int> _matches;
    private int _top;

    /// <summary>Begins.</summary>
    /// <param name="texts">Of each row what is searched.</param>
    /// <param name="query">The text that the search begins with.</param>
    /// <param name="onlyOne">Whether nothing can be marked, so that one row is picked at most.</param>
    internal PickerState(IReadOnlyList<string> texts, string query, bool onlyOne)
    {
        _texts = texts;
        _onlyOne = onlyOne;
        _matches = [.. Enumerable.Range(0, texts.Count)];
        Search(query);
    }

    /// <summary>What was typed.</summary>
    internal string Query { get; private set; } = string.Empty;

    /// <summary>The words of it, each of which stands in every match.</summary>
    internal string[] Words { get; private set; } = [];

    /// <summary>The numbers of the rows that match, in their order.</summary>
    internal IReadOnlyList<int> Matches => _matches;

    /// <summary>Which of the matches the cursor is on.</summary>
    internal int Cursor { get; private set; }

    /// <summary>How many rows there are.</summary>
    internal int Count => _texts.Count;

    /// <summary>How many rows are marked, also of those that do not match now.</summary>
    internal int Marked => _marked.Count;

    /// <summary>Whether rows can be marked.</summary>
    internal bool CanMark => !_onlyOne;

    /// <summary>What Enter picks: what is marked, else what the cursor is on.</summary>
    internal IReadOnlyList<int> Picked =>
        _marked.Count > 0 ? [.. _marked.Order()]
        : _matches.Count > 0 ? [_matches[Cursor]]
        : [];

    /// <summary>Whether a row is marked.</summary>
    internal bool IsMarked(int row) => _marked.Contains(row);

    /// <summary>Adds a character to the text.</summary>
    internal void Type(char character) => Search(Query + character);

    /// <summary>Takes the last character away, as a person sees characters.</summary>
    internal void Rub()
    {
        int[] characters = StringInfo.ParseCombiningCharacters(Query);
        Search(characters.Length > 0 ? Query[..characters[^1]] : string.Empty);
    }

    /// <summary>Takes the last word away.</summary>
    internal void RubWord()
    {
        string text = Query.TrimEnd(' ');
        Search(text[..(text.LastIndexOf(' ') + 1)]);
    }

    /// <summary>Takes all text away.</summary>
    internal void Clear() => Search(string.Empty);

    /// <summary>Moves the cursor by some matches, and stays within.</summary>
    internal void Move(long by) => Cursor = (int)Math.Clamp(Cursor + by, 0, Math.Max(0, _matches.Count - 1));

    /// <summary>Marks the row under the cursor, or takes its mark away.</summary>
    internal void Mark()
    {
        if (CanMark && _matches.Count > 0 && !_marked.Remove(_matches[Cursor]))
        {
            _marked.Add(_matches[Cursor]);
        }
    }

    /// <summary>Marks all matches; where all are marked, takes their marks away.</summary>
    internal void MarkAll()
    {
        if (!CanMark)
        {
            return;
        }

        if (_matches.TrueForAll(_marked.Contains))
        {
            _marked.ExceptWith(_matches);
        }
        else
        {
            _marked.UnionWith(_matches);
        }
    }

    /// <summary>Which matches are seen: a window that moves no further than the cursor makes it.</summary>
    /// <param name="height">How many rows are seen at once.</param>
    internal Range Window(int height)
    {
        _top = Math.Clamp(_top, Math.Max(0, Cursor - height + 1), Cursor);
        _top = Math.Max(0, Math.Min(_top, _matches.Count - height));
        return _top..Math.Min(_matches.Count, _top + height);
    }

    private void Search(string query)
    {
        // More text leaves less: what did not match before does not match now.
        IEnumerable<int> candidates = query.StartsWith(Query, StringComparison.Ordinal) ? _matches : Enumerable.Range(0, _texts.Count);
        Query = query;
        Words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _matches = [.. candidates.Where(Fits)];
        Cursor = 0;
        _top = 0;
    }

    private bool Fits(int row)
    {
        foreach (string word in Words)
        {
            if (!_texts[row].Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
