using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace SmartRetail.Storage.Models;

/// <summary>Puts files and the names in folders on the disk.</summary>
internal static class DurableFiles
{
    /// <summary>Replaces a file as a whole: after a crash it is the old one or the new one.</summary>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var aside = path + ".new";
        await File.WriteAllBytesAsync(aside, content, cancellationToken);
        FlushFile(aside);
        File.Move(aside, path, overwrite: true);
    }

    public static void FlushFile(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>
    /// Makes created and renamed entries of a folder durable. .NET cannot open a folder, so on Unix the C library
    /// does; Windows journals its folders and has no such call.
    /// </summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int ReadOnly = 0;
        var descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"{path} cannot be opened to flush it", new Win32Exception());
        }

        var flushed = Flush(descriptor);
        _ = Close(descriptor);
        if (flushed != 0)
        {
            throw new IOException($"{path} cannot be flushed");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
