using System.Runtime.InteropServices;

namespace SmartRetail.Training.Native;

/// <summary>
/// What libtorch's process needs before its first tensor. Environment.SetEnvironmentVariable does not reach native code,
/// so the C library is asked.
/// </summary>
internal static partial class ProcessSettings
{
    private const int MallocTrimThreshold = -1;
    private const int MallocMapMax = -4;

    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Spinning barriers make a step three times slower than one thread as soon as another process wants the core.
        // Parallelism is ours (one worker, one thread), so libtorch gets one thread each.
        _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0);
        _ = SetEnvironment("OMP_NUM_THREADS", "1", 0);
        try
        {
            // Otherwise each step's tensors of tens of MB are mapped, page-faulted and unmapped anew: 1.15 to 1.4 times
            // the time.
            _ = SetMallocOption(MallocMapMax, 0);
            _ = SetMallocOption(MallocTrimThreshold, 1 << 30);
        }
        catch (EntryPointNotFoundException)
        {
            // Not glibc: slower, not wrong.
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetMallocOption(int option, int value);
}
