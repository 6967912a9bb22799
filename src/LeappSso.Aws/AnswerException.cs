using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>An answer that is not for the SDK to see. Does not leave this assembly.</summary>
internal sealed class AnswerException(ServiceFault fault, int? status, string message) : Exception(message)
{
    internal ServiceFault Fault { get; } = fault;

    internal int? Status { get; } = status;
}
