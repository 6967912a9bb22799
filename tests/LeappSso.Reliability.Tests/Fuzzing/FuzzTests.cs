using System.Globalization;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Whatever comes, each reader ends as it promises, and what it gives is what was demanded.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_input_is_more_than_the_target_bears(string name)
    {
        using FuzzTarget target = FuzzTargets.All.Single(t => t.Name == name);
        FuzzRun.Run(target, FuzzRun.Inputs);
    }

    [Fact]
    public void The_table_names_every_target() => ReliabilityPage.Write(
        "fuzzing",
        [
            "| what is read or written | inputs | demanded of each | found and mended |",
            "| --- | ---: | --- | --- |",
            .. FuzzTargets.All.Select(t => string.Create(CultureInfo.InvariantCulture, $"| {t.Name} | {FuzzRun.Inputs:N0} | {t.Demanded} | {t.Mended} |")),
        ]);
}
