using System.Globalization;
using System.IO.Enumeration;

namespace LeappSso.Benchmarks;

/// <summary>ROOT [--scenario PATTERN]... [--no-peers] [--fraction NUMBER] -- PWSH [ARGUMENT]...</summary>
internal sealed record BenchArguments(string Root, string[] Pwsh, string[] Patterns, bool Peers, double Fraction)
{
    /// <summary>Whether everything is measured, so that the documentation may say it.</summary>
    public bool IsWhole => Patterns.Contains("*") && Peers && Fraction == 1;

    public static BenchArguments Parse(string[] arguments)
    {
        int end = Array.IndexOf(arguments, "--");
        Queue<string> options = new(arguments[1..end]);
        List<string> patterns = [];
        bool peers = true;
        double fraction = 1;
        while (options.TryDequeue(out string? option))
        {
            switch (option)
            {
                case "--scenario":
                    patterns.Add(options.Dequeue());
                    break;
                case "--no-peers":
                    peers = false;
                    break;
                case "--fraction":
                    fraction = double.Parse(options.Dequeue(), CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new ArgumentException($"'{option}' is no option.");
            }
        }

        return new BenchArguments(arguments[0], arguments[(end + 1)..], patterns is [] ? ["*"] : [.. patterns], peers, fraction);
    }

    public bool Asks(string scenario) => Patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, scenario));

    public int Scaled(int accounts) => Math.Max(1, (int)Math.Round(accounts * Fraction));
}
