using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>Puts what the tools did in a listing into a row of the table.</summary>
internal sealed class ListingRow(Listing listing, Goal goal, string name, int neededCalls)
{
    public Row Of(Series ours, Series? baseline, IEnumerable<Series> peers)
    {
        double reference = goal.Against switch
        {
            Against.Ideal => ours.Median(m => m.Ideal),
            Against.Baseline => baseline?.Median(goal.Value) ?? double.NaN,
            _ => double.NaN,
        };
        return new Row(
            name + goal.What,
            Own(ours),
            baseline is not null ? Peer(baseline) : double.IsNaN(reference) ? "" : $"ideal {Figure(reference)}",
            new Ratio(ours.Median(goal.Value) / reference, goal.AtMost),
            Refusals(ours.MostRefused),
            string.Join("; ", peers.Select(Peer)));
    }

    private string Own(Series ours)
    {
        string text = Figure(ours.Median(goal.Value));
        if (goal.TellsTotal)
        {
            text += $", whole command {Figure(ours.Median(m => m.Total))}";
        }

        if (listing.Faults.Length > 0)
        {
            text += ours.Logins == 0 ? ", no login" : $", {Row.Missed} {ours.Logins} logins";
        }

        return (ours.Failure, ours.Lost) switch
        {
            ({ } failure, _) => $"{Row.Missed} {failure}",
            (_, > 0) => $"{text}, {Row.Missed} {ours.Lost} accounts lost",
            _ => text,
        };
    }

    private string Peer(Series peer)
    {
        string text = $"{peer.Name} {Figure(peer.Median(goal.Value))}";
        if (goal.TellsTotal && peer.Median(m => m.Total) > 1.2 * peer.Median(goal.Value))
        {
            text += $" (whole {Figure(peer.Median(m => m.Total))})";
        }

        return (peer.Failure, peer.Lost) switch
        {
            ({ } failure, _) => $"{peer.Name} fails ({Row.Short(failure)})",
            (_, > 0) => $"{text}, {peer.Lost} accounts lost",
            _ => text,
        };
    }

    private string Refusals(PortalCounts worst)
    {
        if (listing.Throttle is null && listing.Faults.Length == 0)
        {
            return $"{worst.Refused}";
        }

        string text = $"{worst.Refused} of {worst.Calls}";
        if (!listing.BoundsRefusals)
        {
            return text;
        }

        int bound = Math.Max((int)(neededCalls * 0.05), 20);
        return $"{(worst.Refused > bound ? Row.Missed + " " : "")}{text} (at most {bound})";
    }

    private string Figure(double value) => $"{value:0.00} {goal.Unit}";
}
