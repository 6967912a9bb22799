namespace LeappSso.Core.Tests.Diagnosis;

public sealed class SyntaxCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_fault_is_told_with_its_line_and_in_the_order_of_the_file()
    {
        _scene.Config = "\u00ef\u00bb\u00bfa = 1\nwords\n[profile x]\nregion = eu-west-1\nwords\nregion = us-east-1\n[profile y]\n# caf\u00e9\n[profile x]\nwords\n";
        _scene.Credentials = "[a]\n[a]\n";

        LeappFinding[] found = _scene.Run("Syntax");

        Assert.All(found, f => Assert.Equal(Error, f.Status));
        Assert.Equal(
            [.. ((int[])[1, 1, 5, 6, 8, 9, 10]).Select(line => (_scene.ConfigPath, line)), (_scene.CredentialsPath, 2)],
            found.Select(f => (f.Target!, f.Line!.Value)));
        foreach ((LeappFinding finding, string words) in found.Zip(
            [
                "byte order mark", "before the first [section]", "neither a key", "the key region is twice", "no UTF-8",
                "[profile x] is there twice (also in line 3)", "neither a key", "[a] is there twice",
            ]))
        {
            Assert.Contains(words, finding.Detail, StringComparison.Ordinal);
            Assert.Contains($"{finding.Target}, line {finding.Line}: ", finding.Detail, StringComparison.Ordinal);
            Assert.NotNull(finding.Advice);
        }
    }

    [Theory]
    [InlineData("\u00ff\u00fe[\0d\0]\0")]
    [InlineData("[default]\n\0\nwords\n")]
    public void What_is_no_text_is_one_fault(string content)
    {
        _scene.Config = content;

        Assert.Contains("UTF-16 or binary", _scene.Only("Syntax").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_may_be_half_a_secret_is_not_named()
    {
        _scene.Credentials = "[a]\naws_secret_access_key = wJalrXUtnFEMI\nK7MDENG/bPxRfiCYEXAMPLE==\nK7MDENG/bPxRfiCYEXAMPLE==\n";

        LeappFinding found = _scene.Only("Syntax");

        Assert.Equal(4, found.Line);
        Assert.DoesNotContain("k7mdeng", found.Detail, StringComparison.OrdinalIgnoreCase);
    }
}
