using System.Globalization;

namespace LeappSso.Core.Tests;

/// <summary>How many made cases a general test tries.</summary>
internal static class Cases
{
    private static readonly bool s_few = Environment.GetEnvironmentVariable("LEAPPSSO_FEW_CASES") == "1";

    /// <summary>
    /// So many; a tenth of them in the runs in other cultures, which look for differences of culture alone, and a fiftieth where
    /// build/Mutation.ps1 runs each test thousands of times.
    /// </summary>
    internal static int Of(int many) => s_few ? many / 50 : CultureInfo.CurrentCulture.TwoLetterISOLanguageName is "th" or "tr" ? many / 10 : many;

    /// <summary>So many in every culture, and fewer where each test runs thousands of times.</summary>
    internal static int InEveryCulture(int many, int few) => s_few ? few : many;
}
