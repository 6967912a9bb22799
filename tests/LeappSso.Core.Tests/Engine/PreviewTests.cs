using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What -WhatIf shows.</summary>
public sealed class PreviewTests : MethodScene
{
    [Fact]
    public async Task A_preview_shows_the_difference_without_secrets_and_changes_nothing()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        (string Config, string Credentials, string Variables) before = Everything();
        string[] files = Files();

        IReadOnlyList<string> shown = Test.Engine.PreviewSessions([Admin], new SessionChange { Method = LeappMethod.SsoProfile });
        IReadOnlyList<string> keys = Test.Engine.PreviewSessions([ReadOnly], new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active });

        Assert.Equal(2, shown.Count);
        Assert.StartsWith($"--- {Test.Paths.ConfigFile}\n+++ {Test.Paths.ConfigFile}\n@@ -1,3 +1,", shown[0], StringComparison.Ordinal);
        Assert.Contains("\n+[profile prod-Admin]\n+# managed by LeappSso\n+sso_session = acme\n", shown[0], StringComparison.Ordinal);
        Assert.Contains("\n-[prod-Admin]\n-# managed by LeappSso\n-aws_access_key_id = ****\n", shown[1], StringComparison.Ordinal);
        Assert.Contains("\n+[prod-ReadOnly]\n", Assert.Single(keys), StringComparison.Ordinal);
        Assert.All(["ASIA", "secret1", "session1", "AKIAMINE", "=mine"], s => Assert.DoesNotContain(s, string.Concat([.. shown, .. keys]), StringComparison.Ordinal));
        Assert.Equal(before, Everything());
        Assert.Equal(files, Files());
        Assert.Equal(0, Test.Portal.Calls("GetRoleCredentials", "000000000001/ReadOnly"));
    }

    [Fact]
    public void A_preview_tells_what_would_be_refused()
    {
        Test.Config = "[profile prod-Admin]\noutput = json\n";

        Assert.Empty(Test.Engine.PreviewSessions([Admin], new SessionChange()));

        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(Test.Log.Failures).Code);
        Assert.Empty(Test.Engine.PreviewSessions([ReadOnly, Admin], new SessionChange { Status = LeappSessionStatus.Inactive }));
    }
}
