using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>What is measured, and what it must reach.</summary>
internal static class ScenarioTable
{
    private static readonly SdkLoop s_sdk1 = new(1);
    private static readonly SdkLoop s_sdk16 = new(16);
    private static readonly SdkLoop s_sdk64 = new(64);
    private static readonly SdkLoop s_sdk64Wide = new(64, PageSize: 100);
    private static readonly BotocoreLoop s_botocore = new();
    private static readonly LeappCore s_leapp = new(Saves: true);
    private static readonly LeappCore s_leappListing = new(Saves: false);
    private static readonly Throttle s_aws = new(20, 20);
    private static readonly Throttle s_harsh = new(20, 20, Harsh: true);

    public static IScenario[] All { get; } =
    [
        new Listing("throttle-200", 200, 5, 50, Goal.Wall(1.06))
        {
            Throttle = s_aws, Rounds = 3, BoundsRefusals = true, IsDrawn = true,
            Peers = [s_sdk1, s_sdk16, s_sdk64, s_botocore, s_leapp],
        },
        new Listing("throttle-665", 665, 5, 50, Goal.Wall(1.05))
        {
            Throttle = s_aws, Rounds = 2, BoundsRefusals = true,
            Peers = [s_sdk1, s_sdk16, s_sdk64, s_botocore, s_leappListing],
        },
        new Listing("harsh-200", 200, 5, 50, Goal.Wall(1.10))
        {
            Throttle = s_harsh, Rounds = 3, Peers = [s_sdk1, s_sdk16, s_sdk64, s_botocore, s_leappListing],
        },
        new Listing("harsh-665", 665, 5, 50, Goal.Wall(1.10)) { Throttle = s_harsh, Rounds = 2 },
        .. from rate in new[] { 5, 40, 100 }
           from burst in new[] { 1, 20, 100 }
           select new Listing($"rate-{rate}-burst-{burst}", 200, 5, 50, Goal.Wall(1.10))
           {
               Throttle = new Throttle(rate, burst), Rounds = rate == 5 ? 1 : 3,
           },
        new Listing("falling-rate", 200, 5, 50, Goal.Wall(1.15)) { Throttle = new Throttle(40, 20), Later = new Throttle(10, 20), Rounds = 3 },
        new Listing("two-processes", 200, 5, 50, Goal.Wall(1.20)) { Throttle = s_aws, Rounds = 2, Integrations = ["acme", "beta"] },
        new Listing("faults", 200, 5, 50, Goal.Complete)
        {
            FaultText = "of the calls 10 % answered 429 without a body, 2 % 500, 2 % reset", Rounds = 3,
            Faults =
            [
                new { kind = "empty", status = 429, probability = 0.10 },
                new { kind = "error", status = 500, probability = 0.02 },
                new { kind = "reset", probability = 0.02 },
            ],
            Peers = [s_sdk1, s_sdk64, s_botocore, s_leappListing],
        },
        new Listing("open-665", 665, 5, 50, Goal.Total(0.45), Goal.First(0.15))
        {
            Rounds = 5, Baseline = s_sdk64, IsDrawn = true, Peers = [s_sdk64Wide, s_sdk16, s_sdk1, s_botocore, s_leappListing],
        },
        new Listing("open-5000", 5000, 5, 20, Goal.Total(0.6), Goal.First(0.05))
        {
            Rounds = 5, Baseline = s_sdk64, IsDrawn = true, Peers = [s_sdk64Wide, s_sdk16],
        },
        new Growth(),
        new Reading(),
        new Prompting(),
        new Activation(),
        new HelperAnswer(),
        new Running(),
        new ModuleImport(),
    ];
}
