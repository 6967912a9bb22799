using LeappSso.Engine;

namespace LeappSso.Diagnosis;

/// <summary>The clock of this machine beside that of AWS.</summary>
internal sealed class ClockCheck() : NetworkCheck("Clock", "the clock of this machine beside that of AWS (calls the login services)")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> LookAtAnswers(Evidence evidence)
    {
        if (Difference(evidence) is not { } difference)
        {
            yield return Note("No answer of AWS told its time, so the clock of this machine was compared with nothing.", "See the check Connection.", null);
        }
        else if (difference.Duration() > ClockWatch.Tolerance)
        {
            yield return Warning(
                $"The clock of this machine is {ClockWatch.Words(difference.Duration())} {(difference > TimeSpan.Zero ? "behind" : "ahead of")} the clock of AWS."
                    + $" AWS refuses requests that are signed more than {ClockWatch.Tolerance.TotalMinutes:0} minutes off, and logins and keys seem to have ended, or to live on.",
                "Set the clock right, and the time zone too; let it be set by the network.", null);
        }
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"The clock of this machine is at most {Math.Ceiling(Difference(evidence)!.Value.Duration().TotalSeconds):0} seconds off that of AWS.";

    private static TimeSpan? Difference(Evidence evidence) =>
        evidence.Network.Reaches.Select(c => c.Reach.ClockDifference).OfType<TimeSpan>().Select(d => (TimeSpan?)d).MinBy(d => d!.Value.Duration());
}
