namespace SmartRetail.Training.Processes;

/// <summary>
/// Ends the process when its standard input ends. The silo holds the other end and never writes: when the silo dies, of
/// whatever, the system closes it, and no orphan goes on computing.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static void Start(CancellationTokenSource ending)
    {
        var input = Console.OpenStandardInput();
        var thread = new Thread(() => Watch(input, ending)) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    private static void Watch(Stream input, CancellationTokenSource ending)
    {
        while (input.ReadByte() >= 0)
        {
            // What the silo might write has no meaning; only its end has.
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
