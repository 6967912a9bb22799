using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The kept logins of the known integrations. Only their own files are opened; other tools keep theirs in the same folder.</summary>
internal sealed class LoginCheck() : Check("Logins", "the logins that are shared with AWS CLI and the SDKs")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        string folder = RealPath.Of(evidence.LoginFolder);
        if (File.Exists(folder))
        {
            yield return Error($"{folder} is a file, but a folder is needed there.", "Move the file away.", folder);
            yield break;
        }

        if (!evidence.MayWrite(folder))
        {
            yield return Warning(
                $"No file can be written in {folder}, so a login lives in one PowerShell session only and other AWS tools do not find it.",
                "Make the folder writable for you.", folder);
        }

        foreach (IntegrationEntry integration in Shared(evidence))
        {
            string path = evidence.Logins.PathOf(integration.Alias);
            TokenReading reading = evidence.Logins.Read(integration.Alias);
            if (reading.Problem is { } problem)
            {
                yield return Warning(problem, $"Connect-LeappSso '{integration.Alias}' replaces it.", path);
            }
            else if (reading.Token is { } token && !PortalAddress.SamePortal(token.StartUrl, integration.PortalUrl))
            {
                yield return Warning(
                    $"The login in {path} is of another portal than that of '{integration.Alias}', so LeappSso does not use it.",
                    $"Connect-LeappSso '{integration.Alias}' replaces it.", path);
            }
            else if (Without(reading.Token, evidence.Now) is { } without && NeededBy(evidence, integration) is > 0 and int count)
            {
                yield return Warning(
                    $"{(count == 1 ? "1 active session" : $"{count} active sessions")} of '{integration.Alias}' cannot be used: {without}.",
                    $"Connect-LeappSso '{integration.Alias}' logs in; Stop-LeappSession takes away what nobody needs.", path);
            }

            if (File.Exists(path) && FilePermissions.OthersRead(path))
            {
                yield return Warning(
                    $"{path} holds the login of '{integration.Alias}', and other users of this machine can read it.", FilePermissions.Close(path), path);
            }
        }
    }

    /// <summary>Where an integration keeps its login elsewhere, another check looks.</summary>
    private static IEnumerable<IntegrationEntry> Shared(Evidence evidence) =>
        evidence.Workspace.Document.Integrations.Where(i => TokenStoreRules.Serves(i, LeappMethod.SsoProfile));

    private static string? Without(SsoToken? login, DateTimeOffset now) => Catalog.StatusOf(login, now) switch
    {
        LeappIntegrationStatus.Online => null,
        LeappIntegrationStatus.Expired => "the login has expired",
        _ => "there is no login",
    };

    /// <summary>How many sessions are active by a profile that works only with a login.</summary>
    private static int NeededBy(Evidence evidence, IntegrationEntry integration) => SessionPlace.All(evidence.Workspace.Document)
        .Count(p => p.Integration == integration && ProfileSnapshot.IsInConfig(evidence.Config.Document, p.Id, p.Role.Profile));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence)
    {
        IntegrationEntry[] known = [.. Shared(evidence)];
        return $"{evidence.LoginFolder}: logins of {known.Count(i => evidence.Logins.Read(i.Alias).Token is not null)} of {known.Length} integrations.";
    }
}
