namespace LeappSso.Diagnosis;

/// <summary>One thing that is looked at. It only reads, and what it finds holds no secret: it names keys, never their values.</summary>
/// <param name="name">Its name.</param>
/// <param name="about">What it looks at, in a line.</param>
internal abstract class Check(string name, string about)
{
    internal string Name { get; } = name;

    internal string About { get; } = about;

    /// <summary>Gets ready what takes its time, while other checks look. It throws only where it is cancelled.</summary>
    internal virtual Task PrepareAsync(Evidence evidence, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Looks. There is a finding also where all is well, and where it cannot look.</summary>
    internal IReadOnlyList<LeappFinding> Run(Evidence evidence)
    {
        List<LeappFinding> found = [];
        try
        {
            found.AddRange(Look(evidence));
            if (found.Count == 0)
            {
                found.Add(Of(LeappFindingStatus.Ok, Summary(evidence), null, null, null));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException or ArgumentException or NotSupportedException)
        {
            found.Add(Error($"This could not be looked at: {e.Message}", "See to it that the file or folder can be read, and run Test-LeappSso again.", null));
        }

        return found;
    }

    /// <summary>What is wrong or worth knowing; nothing where all is well.</summary>
    protected abstract IEnumerable<LeappFinding> Look(Evidence evidence);

    /// <summary>What was looked at, for the case that all is well.</summary>
    protected abstract string Summary(Evidence evidence);

    protected LeappFinding Note(string detail, string? advice, string? target) => Of(LeappFindingStatus.Note, detail, advice, target, null);

    protected LeappFinding Warning(string detail, string advice, string? target) => Of(LeappFindingStatus.Warning, detail, advice, target, null);

    protected LeappFinding Error(string detail, string advice, string? target) => Of(LeappFindingStatus.Error, detail, advice, target, null);

    /// <summary>A finding about a line of an AWS file.</summary>
    /// <param name="status">How bad it is.</param>
    /// <param name="file">The file.</param>
    /// <param name="line">The number of the line.</param>
    /// <param name="what">What is wrong; goes on after the line number.</param>
    /// <param name="advice">What to do about it.</param>
    protected LeappFinding At(LeappFindingStatus status, InspectedFile file, int line, string what, string? advice) =>
        Of(status, $"{file.Path}, line {line}: {what}", advice, file.Path, line);

    private LeappFinding Of(LeappFindingStatus status, string detail, string? advice, string? target, int? line) =>
        new() { Name = Name, Status = status, Detail = detail, Advice = advice, Target = target, Line = line };
}
