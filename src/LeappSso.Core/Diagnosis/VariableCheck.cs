using System.Globalization;
using LeappSso.Engine;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>Environment variables that AWS tools prefer to a profile. Of those that hold keys only the names are told.</summary>
internal sealed class VariableCheck() : Check("Variables", "environment variables that win over profiles, or lead elsewhere than to AWS")
{
    private const string Mark = VariableShelf.SessionVariable;

    private const string OldToken = "AWS_SECURITY_TOKEN";

    private const string IdentityToken = "AWS_WEB_IDENTITY_TOKEN_FILE";

    private static readonly string[] s_keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    private static readonly string[] s_regions = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) =>
        OfKeys(evidence).Concat(OfMark(evidence)).Concat(OfProfile(evidence)).Concat(OfRegions(evidence)).Concat(OfEndpoints(evidence));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) => evidence.Variable("AWS_PROFILE") is { } profile
        ? $"No variable wins over profiles; AWS_PROFILE names the profile '{VisibleText.Of(profile)}', which is there."
        : "No variable wins over profiles, and AWS_PROFILE names none.";

    private IEnumerable<LeappFinding> OfKeys(Evidence evidence)
    {
        string[] keys = [.. s_keys.Where(k => evidence.Variable(k) is not null)];
        if (evidence.Variable(OldToken) is not null)
        {
            yield return Warning(
                $"{OldToken} is set; AWS CLI uses it in place of AWS_SESSION_TOKEN, so keys in variables do not work with their own token.",
                $"Remove-Item Env:{OldToken}", OldToken);
        }

        if (keys.Length > 0 && evidence.Variable(Mark) is { } id && !HasKeysOfOthers(evidence))
        {
            yield return Note(
                $"{string.Join(", ", keys)}: keys of the session {VisibleText.Of(id)}, in this process only;"
                    + " AWS CLI and most SDKs use them and no profile.",
                null, keys[0]);
        }
        else
        {
            foreach (string key in keys)
            {
                yield return Warning(
                    $"{key} is set; AWS CLI and most SDKs use such keys and not the profile that AWS_PROFILE names.",
                    $"Remove it where profiles are to be used: Remove-Item Env:{key}", key);
            }
        }

        if (evidence.Variable(IdentityToken) is not null)
        {
            yield return Warning(
                $"{IdentityToken} is set; AWS tools get keys with it for the role in AWS_ROLE_ARN and not for the profile that AWS_PROFILE names.",
                $"Remove it where profiles are to be used: Remove-Item Env:{IdentityToken}", IdentityToken);
        }
    }

    private static bool HasKeysOfOthers(Evidence evidence) =>
        evidence.Variable("AWS_ACCESS_KEY_ID") is not null && !VariableShelf.HoldsOwnKeys(evidence.Variable);

    private IEnumerable<LeappFinding> OfMark(Evidence evidence)
    {
        if (evidence.Variable(Mark) is not { } id)
        {
            yield break;
        }

        string shown = VisibleText.Of(id);
        const string Advice = "Stop-LeappSession takes the keys out of this process; Set-LeappSession sets those of a session.";
        if (evidence.Workspace.Problem is null && evidence.Workspace.Find(id) is null)
        {
            yield return Warning($"{Mark} names the session '{shown}', which is not known.", Advice, Mark);
        }
        else if (evidence.Variable("AWS_ACCESS_KEY_ID") is null)
        {
            yield return Warning($"{Mark} names the session '{shown}', but its keys are not in this process.", Advice, Mark);
        }
        else if (HasKeysOfOthers(evidence))
        {
            yield return Warning(
                $"{Mark} names the session '{shown}', but since then somebody else has put keys into the variables, which AWS tools use instead.",
                $"Set-LeappSession '{shown}' puts those of the session there again; Stop-LeappSession '{shown}' leaves the others and takes the name away.", Mark);
        }
        else if (TokenDates.Read(evidence.Variable("AWS_CREDENTIAL_EXPIRATION")) is { } end && end <= evidence.Now)
        {
            yield return Warning(
                string.Create(CultureInfo.InvariantCulture, $"The keys of the session '{shown}' in this process have expired at {end:u}."),
                $"Set-LeappSession '{shown}' gets new ones.", "AWS_CREDENTIAL_EXPIRATION");
        }
    }

    private IEnumerable<LeappFinding> OfProfile(Evidence evidence)
    {
        string? profile = evidence.Variable("AWS_PROFILE");
        string? old = evidence.Variable("AWS_DEFAULT_PROFILE");
        foreach ((string variable, string? name) in new[] { ("AWS_PROFILE", profile), ("AWS_DEFAULT_PROFILE", old) })
        {
            if (name is not null && evidence.Files.All(f => f.IsKnown && f.Find(IniLine.TextOf(name)) is null))
            {
                yield return Error(
                    $"{variable} names the profile '{VisibleText.Of(name)}', which is in neither AWS file, so AWS CLI fails with every command.",
                    $"Remove-Item Env:{variable}, or activate the session that has this profile.", variable);
            }
        }

        if (profile is not null && old is not null && profile != old)
        {
            yield return Warning(
                $"AWS_DEFAULT_PROFILE names '{VisibleText.Of(old)}' and AWS_PROFILE '{VisibleText.Of(profile)}'; AWS CLI uses the first, the SDKs the second.",
                "Remove-Item Env:AWS_DEFAULT_PROFILE", "AWS_DEFAULT_PROFILE");
        }
    }

    private IEnumerable<LeappFinding> OfEndpoints(Evidence evidence) =>
        from found in EndpointVariables.In(evidence)
        let advice = $"Remove-Item Env:{found.Name}, unless you have set it for that."
        select found.Status switch
        {
            LeappFindingStatus.Error => Error(found.Detail, $"Remove-Item Env:{found.Name}, or write an address with https.", found.Name),
            LeappFindingStatus.Warning => Warning(found.Detail, advice, found.Name),
            _ => Note(found.Detail, advice, found.Name),
        };

    private IEnumerable<LeappFinding> OfRegions(Evidence evidence) =>
        from variable in s_regions
        let region = evidence.Variable(variable)
        where region is not null && evidence.Variable(Mark) is null
        select Note(
            $"{variable} is '{VisibleText.Of(region)}', which wins over the region of every profile.",
            $"Remove-Item Env:{variable}, if the regions of profiles are to count.", variable);
}
