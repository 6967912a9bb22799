using System.Runtime.CompilerServices;

namespace LeappSso.Store;

/// <summary>
/// Reads what sessions are made of, and only as far as they are wanted. The entries have neither lists nor members of newer versions,
/// and nothing of them is ever written. Of a member that is there twice the last one counts, but sessions may have been picked by then:
/// such a text has to be read whole.
/// </summary>
internal ref struct SessionWalk
{
    private readonly ISessionSieve _sieve;
    private readonly List<string> _roleNames = [];
    private JsonWalk _json;

    private SessionWalk(ReadOnlySpan<byte> text, ISessionSieve sieve)
    {
        _json = new JsonWalk(text);
        _sieve = sieve;
    }

    /// <summary>Walks through a workspace as it lies on disk.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="sieve">Gets the sessions in the order of the workspace.</param>
    /// <returns>The integrations.</returns>
    /// <exception cref="System.Text.Json.JsonException">It has to be read whole.</exception>
    internal static List<IntegrationEntry> Run(ReadOnlySpan<byte> text, ISessionSieve sieve) => new SessionWalk(text, sieve).Workspace();

    /// <summary>The same, where the workspace is there as a document.</summary>
    internal static List<IntegrationEntry> Run(WorkspaceDocument document, ISessionSieve sieve)
    {
        foreach (IntegrationEntry integration in document.Integrations)
        {
            foreach (AccountEntry account in integration.Accounts.Where(a => sieve.MayWant(integration, a)))
            {
                _ = account.Roles.TrueForAll(role =>
                    role.GoneAt is not null || !sieve.MayWant(role.Name, role.Profile) || sieve.Take(integration, account, role));
            }
        }

        return document.Integrations;
    }

    private List<IntegrationEntry> Workspace()
    {
        List<IntegrationEntry> integrations = [];
        bool hasList = false;
        _json.OpenObject();
        while (_json.NextMember(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("integrations"u8))
            {
                _json.Skip();
                continue;
            }

            JsonWalk.Demand(!hasList);
            hasList = true;
            _json.OpenArray();
            while (_json.NextElement())
            {
                integrations.Add(Integration());
            }
        }

        _json.End();
        return integrations;
    }

    private IntegrationEntry Integration()
    {
        IntegrationEntry integration = new();
        bool hasList = false;
        _json.OpenObject();
        while (_json.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("accounts"u8))
            {
                JsonWalk.Demand(!hasList);
                hasList = true;
                _json.OpenArray();
                while (_json.NextElement())
                {
                    Account(integration);
                }
            }
            else if (name.SequenceEqual("alias"u8))
            {
                JsonWalk.Demand(integration.Alias.Length == 0);
                integration.Alias = _json.Text() ?? string.Empty;
            }
            else if (name.SequenceEqual("portalUrl"u8))
            {
                integration.PortalUrl = _json.Text() ?? string.Empty;
            }
            else if (name.SequenceEqual("region"u8))
            {
                integration.Region = _json.Text() ?? string.Empty;
            }
            else if (name.SequenceEqual("defaultRegion"u8))
            {
                integration.DefaultRegion = _json.Text();
            }
            else if (name.SequenceEqual("method"u8))
            {
                integration.Method = _json.Text();
            }
            else if (name.SequenceEqual("tokenStore"u8))
            {
                integration.TokenStore = _json.Text();
            }
            else if (name.SequenceEqual("vault"u8))
            {
                integration.Vault = _json.Text();
            }
            else
            {
                _json.Skip();
            }
        }

        JsonWalk.Demand(integration is { Alias.Length: > 0, PortalUrl.Length: > 0, Region.Length: > 0 });
        return integration;
    }

    private void Account(IntegrationEntry integration)
    {
        AccountEntry account = new();
        bool hasList = false;
        _json.OpenObject();
        while (_json.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                JsonWalk.Demand(account.Id.Length == 0);
                account.Id = _json.Text() ?? string.Empty;
            }
            else if (name.SequenceEqual("name"u8))
            {
                JsonWalk.Demand(account.Name is null);
                account.Name = _json.Text();
            }
            else if (name.SequenceEqual("email"u8))
            {
                account.Email = _json.Text();
            }
            else if (name.SequenceEqual("roles"u8))
            {
                JsonWalk.Demand(!hasList);
                hasList = true;
                if (_sieve.MayWant(integration, account))
                {
                    Roles(integration, account);
                }
                else
                {
                    _json.Skip();
                }
            }
            else
            {
                _json.Skip();
            }
        }

        JsonWalk.Demand(account.Id.Length > 0);
    }

    private void Roles(IntegrationEntry integration, AccountEntry account)
    {
        bool goesOn = true;
        _json.OpenArray();
        for (int number = 0; _json.NextElement(); number++)
        {
            if (!goesOn)
            {
                _json.Skip();
            }
            else if (Role(number) is { } role)
            {
                goesOn = _sieve.Take(integration, account, role);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RoleEntry? Role(int number)
    {
        // Accounts mostly have the same roles, so one string serves them all.
        string? likely = number < _roleNames.Count ? _roleNames[number] : null;
        string? role = null;
        string? profile = null;
        string? region = null;
        string? method = null;
        DateTimeOffset? startedAt = null;
        DateTimeOffset? goneAt = null;
        ChainEntry? chain = null;
        _json.OpenObject();
        while (_json.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                role = _json.Text(likely);
            }
            else if (name.SequenceEqual("profile"u8))
            {
                profile = _json.Text();
            }
            else if (name.SequenceEqual("region"u8))
            {
                region = _json.Text();
            }
            else if (name.SequenceEqual("method"u8))
            {
                method = _json.Text();
            }
            else if (name.SequenceEqual("startedAt"u8))
            {
                startedAt = _json.Time();
            }
            else if (name.SequenceEqual("goneAt"u8))
            {
                goneAt = _json.Time();
            }
            else if (name.SequenceEqual("chain"u8))
            {
                chain = ChainWalk.Read(ref _json);
            }
            else
            {
                _json.Skip();
            }
        }

        JsonWalk.Demand(role is { Length: > 0 });
        if (likely is null)
        {
            _roleNames.Add(role!);
        }

        profile ??= string.Empty;
        return goneAt is null && _sieve.MayWant(role!, profile)
            ? new RoleEntry { Name = role!, Profile = profile, Region = region, Method = method, StartedAt = startedAt, Chain = chain }
            : null;
    }
}
