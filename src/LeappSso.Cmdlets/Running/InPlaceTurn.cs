using System.Management.Automation.Runspaces;

namespace LeappSso.Cmdlets.Running;

/// <summary>Lets one runspace of the process at a time run blocks in place, since environment variables are one set for all of them.</summary>
internal sealed class InPlaceTurn : IDisposable
{
    private static readonly object s_gate = new();
    private static Guid s_holder;
    private static int s_depth;

    private InPlaceTurn()
    {
    }

    /// <summary>Takes the turn; within a block of the same runspace, takes it once more.</summary>
    /// <param name="runspace">The runspace.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/>.</exception>
    internal static InPlaceTurn Take(Runspace runspace)
    {
        lock (s_gate)
        {
            if (s_depth > 0 && s_holder != runspace.InstanceId)
            {
                throw new LeappException(
                    LeappErrorCode.Locked,
                    "Another runspace of this process runs a block with a session in place, and environment variables are one set for the whole process."
                    + " With -ThrottleLimit 2 or more the block runs in processes of its own.");
            }

            s_holder = runspace.InstanceId;
            s_depth++;
            return new InPlaceTurn();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (s_gate)
        {
            s_depth--;
        }
    }
}
