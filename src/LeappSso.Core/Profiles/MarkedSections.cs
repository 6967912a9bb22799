namespace LeappSso.Profiles;

/// <summary>
/// The sections of a file that carry our mark: made, taken over and removed. What somebody else wrote is left alone, and so is what
/// somebody else wrote into a section of ours.
/// </summary>
internal sealed class MarkedSections(IniDocument document, string path)
{
    private readonly HashSet<IniSection> _gone = [];

    /// <summary>Whether somebody else wrote a section. One that is about to go is ours.</summary>
    internal bool IsForeign(IniSection? section) => section is { IsMarked: false } && !_gone.Contains(section);

    /// <summary>Whether a section is about to go.</summary>
    internal bool IsGone(IniSection section) => _gone.Contains(section);

    /// <summary>A marked section in which keys may be set and removed; it is made where there is none.</summary>
    /// <param name="section">The section; null if there is none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="keys">The keys.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal IniSection Own(IniSection? section, SectionName name, IEnumerable<string> keys)
    {
        if (section is null)
        {
            return document.Append(name);
        }

        DemandPlain(section, keys);
        _gone.Remove(section);
        if (!section.IsMarked)
        {
            section.AddMark(document.NewLine);
        }

        return section;
    }

    /// <summary>Sets keys in order, and removes those without a value.</summary>
    internal void Set(IniSection section, IEnumerable<(string Key, string? Value)> entries)
    {
        foreach ((string key, string? value) in entries)
        {
            if (value is null)
            {
                section.Remove([key]);
            }
            else
            {
                section.Set(key, value, document.NewLine);
            }
        }
    }

    /// <summary>A marked section in which keys of somebody else, if it is theirs, are set aside; it is made where there is none.</summary>
    /// <param name="section">The section; null if there is none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="ours">The keys that may be set and removed.</param>
    /// <param name="rivals">The keys of somebody else that contradict them.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal IniSection TakeOver(IniSection? section, SectionName name, IReadOnlyCollection<string> ours, IReadOnlyCollection<string> rivals)
    {
        if (!IsForeign(section))
        {
            return Own(section, name, ours);
        }

        section = Own(section, name, [.. ours, .. rivals]);
        section.SetAside([.. ours, .. rivals]);
        return section;
    }

    /// <summary>Removes keys and mark of a marked section, gives back what was set aside in it, and removes the section where nothing else is in it.</summary>
    /// <returns>Whether something was given back.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal bool Remove(IniSection? section, IReadOnlyCollection<string> keys)
    {
        if (section is not { IsMarked: true })
        {
            return false;
        }

        DemandPlain(section, keys);
        if (!section.AsideKeys.Any() && !section.HoldsMoreThan(keys, document.IsLast(section)))
        {
            _gone.Add(section);
        }

        section.RemoveMark();
        section.Remove(keys);
        return section.PutBack();
    }

    /// <summary>Takes out what was removed. To be called once, at the end.</summary>
    internal void Finish() => document.Remove(_gone);

    /// <summary>Says that a section of somebody else has the wanted name.</summary>
    internal LeappException InUse(IniSection section, string name, string advice) => new(
        LeappErrorCode.ProfileInUse,
        $"{path}, line {section.LineNumber}: the profile '{name}' is there already and was not written by LeappSso. {advice}",
        name);

    /// <summary>Refuses where a section of ours cannot be removed.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal void DemandRemovable(IniSection? section, IEnumerable<string> keys)
    {
        if (section is { IsMarked: true })
        {
            DemandPlain(section, keys);
        }
    }

    /// <summary>Refuses where an indented line continues a key of ours: AWS CLI and the SDK for .NET disagree on whose it is.</summary>
    /// <param name="section">The section; null if there is none.</param>
    /// <param name="keys">Our keys.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal void DemandPlain(IniSection? section, IEnumerable<string> keys)
    {
        if (section?.ContinuationOf(keys) is { } line)
        {
            throw IniCheck.Refusal(path, line.Number, "it is indented, so for AWS CLI it belongs to the key above it, which LeappSso has to change");
        }
    }
}
