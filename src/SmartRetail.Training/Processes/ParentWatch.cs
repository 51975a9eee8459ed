using SmartRetail.Training.Rounds;

namespace SmartRetail.Training.Processes;

/// <summary>
/// Reads what the silo orders, a line each, and ends the process when its standard input ends. The silo holds the other end:
/// when it dies, of whatever, the system closes it, and no orphan goes on computing.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static void Start(CancellationTokenSource ending, WorkOrders orders)
    {
        var input = new StreamReader(Console.OpenStandardInput());
        var thread = new Thread(() => Watch(input, ending, orders)) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    private static void Watch(StreamReader input, CancellationTokenSource ending, WorkOrders orders)
    {
        while (input.ReadLine() is { } line)
        {
            orders.Give(WorkOrders.FromLine(line));
        }

        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The fit has ended by itself at the same moment.
            return;
        }

        // Between two steps the fit looks at the token; what takes longer is not waited for.
        using var never = new ManualResetEventSlim();
        never.Wait(Patience);
        Environment.Exit(FitProcess.Cancelled);
    }
}
