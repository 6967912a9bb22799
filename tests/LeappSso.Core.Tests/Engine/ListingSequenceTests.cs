using CsCheck;

namespace LeappSso.Core.Tests.Engine;

/// <summary>
/// What holds for every sequence of commands against a portal that changes between them: complete ones, stopped ones, ones that go on
/// from those, with failed accounts, with logins renewed half-way, by the same person and by somebody else.
/// </summary>
public sealed class ListingSequenceTests
{
    [Fact]
    public async Task No_sequence_of_commands_loses_anything_or_takes_an_old_answer_for_a_new_one()
    {
        Gen<Step[]> steps = Gen.Select(
            Gen.Select(Gen.Int[1, 7], Gen.Int[0, 4]).Array[0, 6],
            Gen.OneOf(Command.Sync, Command.Sync, Command.SyncForce, Command.Connect, Command.Connect, Command.NewLogin, Command.LoginOfSomebodyElse),
            Gen.OneOf(Ending.Complete, Ending.Complete, Ending.Stopped, Ending.Stopped, Ending.PageFails, Ending.LoginRenewed),
            Gen.Int[1, 4],
            Gen.Int[1, 14].Array[0, 2],
            Gen.Bool,
            Gen.OneOf(0, 1, 4, 9, 11),
            Gen.Int[0, 20],
            (changes, command, ending, at, failing, allow, minutes, sets) => new Step(changes, command, ending, at, failing, allow, minutes, sets)).Array[2, 7];
        await steps.SampleAsync(
            async all =>
            {
                using ListingWorld world = new();
                await world.BeginAsync();
                foreach (Step step in all)
                {
                    await world.RunAsync(step);
                }
            },
            iter: Cases.InEveryCulture(150, few: 40),
            threads: 8);
    }
}
