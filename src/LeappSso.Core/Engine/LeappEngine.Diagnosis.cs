using LeappSso.CredentialProcess;
using LeappSso.Diagnosis;

namespace LeappSso.Engine;

/// <summary>Finding out what is wrong on this machine.</summary>
public sealed partial class LeappEngine
{
    /// <summary>
    /// Looks at the AWS files, the variables, the helper, the workspace and what the tools need, and calls the login services of the known
    /// integrations unless that is not wanted. Changes nothing.
    /// </summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="emit">Gets each finding.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task DiagnoseAsync(DiagnosisRequest request, Action<LeappFinding> emit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(emit);
        await foreach (LeappFinding finding in CheckList.RunAsync(_evidence(request), request.Wanted, cancellationToken).ConfigureAwait(false))
        {
            emit(finding);
        }
    }

    private Evidence EvidenceFor(DiagnosisRequest request, Func<string, string?> environment, Func<HelperSource> source) =>
        new(environment, _time, _helper.State)
        {
            Network = new NetworkReading(request.Offline ? null : () => _services.Value),
            Runtime = FactsOf(request, source),
            Stores = new StoreReading(_stores.LookAsync),
        };

    private static RuntimeFacts FactsOf(DiagnosisRequest request, Func<HelperSource> source)
    {
        try
        {
            HelperSource module = source();
            return new RuntimeFacts(module.ModuleFolder, module.ModuleVersion, request.PowerShellVersion);
        }
        catch (LeappException none) when (none.Code == LeappErrorCode.MethodNotAvailable)
        {
            return new RuntimeFacts(null, null, request.PowerShellVersion);
        }
    }
}
