using System.Diagnostics;

namespace LeappSso.Reliability.Tests;

/// <summary>
/// Lets work run on the thread pool, and steps its clock whenever the pool has nothing to do: then all that is left is to wait. It needs
/// the pool for itself.
/// </summary>
internal sealed class Idleness
{
    /// <summary>In real time. Work that is not done by then hangs.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_settled = TimeSpan.FromMicroseconds(150);

    private readonly int _others = LeastBusy();

    /// <summary>Runs work to its end; false if it hangs.</summary>
    internal bool Run(Func<Task> begin, SteppingTime time)
    {
        Task work = Task.Run(begin);
        long begun = Stopwatch.GetTimestamp();
        while (!work.IsCompleted)
        {
            if (Stopwatch.GetElapsedTime(begun) > s_patience)
            {
                return false;
            }

            if (!time.IsHeld && IsSettled(work) && !time.IsHeld)
            {
                time.Step();
            }
        }

        work.GetAwaiter().GetResult();
        return true;
    }

    private bool IsSettled(Task work)
    {
        long begun = Stopwatch.GetTimestamp();
        long done = ThreadPool.CompletedWorkItemCount;
        while (Busy() <= _others && ThreadPool.PendingWorkItemCount == 0 && ThreadPool.CompletedWorkItemCount == done && !work.IsCompleted)
        {
            if (Stopwatch.GetElapsedTime(begun) > s_settled)
            {
                return true;
            }

            Thread.SpinWait(20);
        }

        Thread.Yield();
        return false;
    }

    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int free, out _);
        return most - free;
    }

    /// <summary>How many threads of the pool the test runner keeps, this one among them.</summary>
    private static int LeastBusy()
    {
        int least = int.MaxValue;
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(200))
        {
            least = Math.Min(least, Busy());
            Thread.Yield();
        }

        return least;
    }
}
