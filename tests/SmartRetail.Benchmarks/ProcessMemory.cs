using System.Diagnostics;

namespace SmartRetail.Benchmarks;

/// <summary>What this process has taken of the machine's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>The highest until now, in MiB (on Linux, VmHWM).</summary>
    public static double PeakMebibytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1_048_576.0;
        }
    }
}
