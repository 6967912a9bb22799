namespace LeappSso.Emulator;

/// <summary>The faults to inject; the first rule that fits a request and is not used up decides.</summary>
public sealed class FaultList
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly Random _chance;
    private volatile bool _any;

    internal FaultList(int seed) => _chance = new Random(seed);

    /// <summary>The rules in force, used-up ones included.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Select(entry => entry.Rule)];
            }
        }
    }

    /// <summary>Appends a rule.</summary>
    public void Add(FaultRule rule)
    {
        lock (_lock)
        {
            _entries.Add(new Entry(rule));
            _any = true;
        }
    }

    /// <summary>Ends every rule.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _any = false;
        }
    }

    internal FaultRule? Next(OperationModel model, string? accountId)
    {
        if (!_any)
        {
            return null;
        }

        lock (_lock)
        {
            return _entries.Find(entry => Fits(entry.Rule, model, accountId) && Strikes(entry))?.Rule;
        }
    }

    private static bool Fits(FaultRule rule, OperationModel model, string? accountId) =>
        (rule.Operation is { } operation ? operation == model.Operation : model.Service != Service.Page)
        && (rule.AccountId is null || rule.AccountId == accountId);

    private bool Strikes(Entry entry)
    {
        if (entry.Struck >= (entry.Rule.Times ?? int.MaxValue) || entry.Seen++ < entry.Rule.Skip)
        {
            return false;
        }

        if (entry.Rule.Probability < 1 && _chance.NextDouble() >= entry.Rule.Probability)
        {
            return false;
        }

        entry.Struck++;
        return true;
    }

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int Seen { get; set; }

        public int Struck { get; set; }
    }
}
