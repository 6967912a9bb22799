using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Adding integrations and changing their settings.</summary>
public sealed partial class LeappEngine
{
    private IntegrationEdit Edit => new(_workspace, Depart, Move, Stranded, _log, _time);

    private LoginMove Move => new(_stores, _tokens, _registrations, _keys, Written, _log);

    private StrandedLogin Stranded => new(_workspace, _stores, _log);

    private WrittenSessions Written => new(_profiles);

    /// <summary>
    /// Adds an integration. Touches no network, unless a known one is forced to another portal or region: then AWS is told that its login ends.
    /// </summary>
    /// <param name="settings">What the person gave.</param>
    /// <param name="force">Whether a company's own domain is accepted, and portal or region of a known alias may change.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    public async Task<LeappSsoIntegration> AddIntegrationAsync(IntegrationSettings settings, bool force, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await OpenAsync(settings.TokenStore, cancellationToken).ConfigureAwait(false);
        return await FollowAsync(Edit.AddAsync(settings, force, cancellationToken), ChangeIn(settings), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Changes the settings of an integration. What is active is written anew; where the portal or its region changes, the login ends instead.
    /// </summary>
    /// <param name="change">What the person gave.</param>
    /// <param name="force">Whether a company's own domain is accepted.</param>
    /// <param name="cancellationToken">Ends the wait for other processes, and for keys.</param>
    /// <exception cref="LeappException">There is no such integration, or something given cannot be.</exception>
    public async Task<LeappSsoIntegration> SetIntegrationAsync(IntegrationChange change, bool force, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await OpenAsync(change.TokenStore, cancellationToken).ConfigureAwait(false);
        return await FollowAsync(Edit.ChangeAsync(change, force, cancellationToken), change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a change would do. Changes nothing and touches no network.</summary>
    /// <param name="change">What the person gave.</param>
    /// <param name="force">Whether a company's own domain is accepted.</param>
    /// <exception cref="LeappException">There is no such integration, or something given cannot be.</exception>
    public IntegrationForecast ForeseeIntegration(IntegrationChange change, bool force)
    {
        ArgumentNullException.ThrowIfNull(change);
        IntegrationEntry known = Catalog.Resolve(_workspace.Read(), change.Alias);
        return Foresee(known, new IntegrationCheck(force).Merge(known, change), change);
    }

    /// <summary>What adding would do. Changes nothing and touches no network.</summary>
    /// <param name="settings">What the person gave.</param>
    /// <param name="force">Whether a company's own domain is accepted, and portal or region of a known alias may change.</param>
    /// <exception cref="LeappException">Something given cannot be, or the alias is that of another portal.</exception>
    public IntegrationForecast ForeseeIntegration(IntegrationSettings settings, bool force)
    {
        ArgumentNullException.ThrowIfNull(settings);
        WorkspaceDocument document = _workspace.Read();
        IntegrationEntry added = new IntegrationCheck(force).ToEntry(settings, document);
        return document.Find(added.Alias) is { } known
            ? Foresee(known, IntegrationEdit.AddAgain(known, added, force), ChangeIn(settings))
            : new IntegrationForecast(added.Alias, added.PortalUrl, added.PortalUrl, added.Region, false, 0, IsNew: true);
    }

    /// <summary>Whether a change would leave the login of an integration where it is, because that cannot be reached. Asks nobody and changes nothing.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    /// <param name="next">Where the login is to be kept; null where it is to end.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public async Task<bool> LeavesLoginAsync(string alias, LeappTokenStore? next, CancellationToken cancellationToken) =>
        _workspace.Read().Find(alias) is { } known
        && TokenStoreRules.StoreOf(known) != next
        && await _stores.TryOpenAsync(Catalog.GoalOf(known), quietly: true, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Whether an integration may have a login, usable or not. Asks nobody; a store that cannot be reached may hold one.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public async Task<bool> MayHaveLoginAsync(string alias, CancellationToken cancellationToken)
    {
        if (_workspace.Read().Find(alias) is not { } known)
        {
            return false;
        }

        try
        {
            TokenReading reading = await _stores.LookAsync(Catalog.GoalOf(known), cancellationToken).ConfigureAwait(false);
            return reading.Token is not null || reading.Problem is not null;
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            return true;
        }
    }

    /// <summary>Refuses the platform's store for secrets where it cannot be used, before anything is changed.</summary>
    private Task OpenAsync(LeappTokenStore? store, CancellationToken cancellationToken) => store == LeappTokenStore.Platform
        ? _stores.OpenSecretsAsync(cancellationToken)
        : Task.CompletedTask;

    /// <summary>What adding changes of what is written for the sessions of a known integration.</summary>
    private static IntegrationChange ChangeIn(IntegrationSettings settings) =>
        new() { Alias = settings.Alias, DefaultRegion = settings.DefaultRegion, Method = settings.Method, TokenStore = settings.TokenStore };

    private IntegrationForecast Foresee(IntegrationEntry known, IntegrationState after, IntegrationChange change)
    {
        IntegrationState before = IntegrationState.Of(known);
        Move.Demand(known, after);
        bool endsLogin = !after.IsSamePlace(before);
        string portal = known.PortalUrl;
        after.CopyTo(known);
        int sessions = endsLogin ? Written.Count(known) : after == before ? 0 : Written.ThatFollow(known, change).Count;
        return new IntegrationForecast(known.Alias, portal, after.PortalUrl, after.Region, endsLogin, sessions);
    }

    /// <summary>Brings what is written for sessions in line with changed settings.</summary>
    private async Task<LeappSsoIntegration> FollowAsync(Task<IntegrationEntry> edit, IntegrationChange change, CancellationToken cancellationToken)
    {
        IntegrationEntry edited = await edit.ConfigureAwait(false);
        // With another store another method may be the default.
        change = change.TokenStore is null || edited.Method is not null ? change : change with { Method = Catalog.MethodOf(edited) };
        // Asked of the files, so that a command that was stopped in between is made good by the next one.
        IReadOnlyList<string> written = change.ReachesSessions ? Written.ThatFollow(edited, change) : [];
        if (written.Count > 0)
        {
            await RewriteAsync(edited.Alias, written, cancellationToken).ConfigureAwait(false);
        }

        if (change.Method == LeappMethod.Environment && Written.CountStaying(edited, change) is > 0 and int left)
        {
            _log.Warning(
                $"Active sessions of '{edited.Alias}' that stay in the AWS files as they were written: {left}. The variables of a process hold the keys of one"
                + " session only; Set-LeappSession puts one there.");
        }

        return _catalog.Describe(edited);
    }

    private async Task RewriteAsync(string alias, IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        try
        {
            SessionChangeResult result = await ChangeSessionsAsync(written, new SessionChange { Rewrites = true }, cancellationToken).ConfigureAwait(false);
            _log.Verbose($"Active sessions of '{alias}' that follow its settings: {result.Changed.Count}.");
        }
        catch (LeappException failure)
        {
            throw new LeappException(
                failure.Code,
                $"The settings of '{alias}' were changed, but its active sessions ({written.Count}) stay written as before until this command succeeds. {failure.Message}",
                failure.Target,
                failure);
        }
    }
}
