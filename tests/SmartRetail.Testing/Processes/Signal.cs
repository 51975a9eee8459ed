using System.Runtime.InteropServices;

namespace SmartRetail.Testing.Processes;

/// <summary>What the system sends a process.</summary>
internal enum Signal
{
    /// <summary>SIGTERM: please end.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: go on.</summary>
    Resume = 18,

    /// <summary>SIGSTOP: do nothing at all until it is lifted, as under a debugger or a long pause of the machine.</summary>
    Pause = 19,
}

internal static class SignalExtensions
{
    public static void SendTo(this Signal signal, int process)
    {
        if (Kill(process, (int)signal) != 0)
        {
            throw new InvalidOperationException($"{signal} did not reach process {process}");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
