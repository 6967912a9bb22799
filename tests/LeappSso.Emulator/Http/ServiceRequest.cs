using Microsoft.Extensions.Primitives;

namespace LeappSso.Emulator;

/// <summary>A request after the check against the model; <see cref="Deviation"/> says where it departs from it.</summary>
internal sealed class ServiceRequest(OperationModel? model, HttpContext context)
{
    private readonly Dictionary<string, StringValues> _members = new(StringComparer.Ordinal);

    public OperationModel? Model { get; } = model;

    public HttpContext Context { get; } = context;

    public string? Deviation { get; set; }

    /// <summary>The body of a request whose operation stands in it.</summary>
    public string? Body { get; init; }

    public string? Bearer => Context.Request.Headers[ServiceModel.BearerHeader];

    public AwsHost? Host => AwsHost.Parse(Context.Request.Host.Host);

    /// <summary>Whether the host name, as seen through the proxy, is that of another region than the portal's.</summary>
    public bool IsOutside(string? region) => region is not null && Host?.Region is { } asked && asked != region;

    public bool TryAdd(string name, StringValues value) => _members.TryAdd(name, value);

    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>A member that the model requires.</summary>
    public string Required(string name) => _members[name].ToString();

    public string? Text(string name) => _members.TryGetValue(name, out StringValues value) ? value.ToString() : null;

    public IReadOnlyList<string>? List(string name) =>
        _members.TryGetValue(name, out StringValues value) ? [.. value.OfType<string>()] : null;
}
