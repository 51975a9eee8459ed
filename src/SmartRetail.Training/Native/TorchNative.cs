using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SmartRetail.Training.Native;

/// <summary>
/// Makes TorchSharp's native library loadable; to be called before anything touches <c>TorchSharp.torch</c>.
/// libLibTorchSharp.so was built with GCC 13 and asks for one symbol, version GLIBCXX_3.4.32, that Debian 12, Ubuntu
/// 22.04 and RHEL 9 lack, although they need nothing of what it does. There a corrected copy is written to the cache
/// folder and loaded; it keeps its soname, so that TorchSharp's own load finds it. On newer systems the original is used.
/// A program that was built without libtorch (-p:Accelerator=external) uses the one in the folder that
/// <see cref="LibtorchVariable"/> names: that of an installed PyTorch, say, with its CUDA libraries.
/// </summary>
public static class TorchNative
{
    /// <summary>The environment variable that names the folder of a libtorch: what holds libtorch.so.</summary>
    public const string LibtorchVariable = "SMARTRETAIL_LIBTORCH";

    private const string Library = "libLibTorchSharp.so";
    private const string Libtorch = "libtorch.so";
    private static readonly Lazy<bool> Loaded = new(LoadOnce);

    /// <summary>The folder that the environment names; null where it names none.</summary>
    public static string? LibtorchFolder =>
        Environment.GetEnvironmentVariable(LibtorchVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Loads the native library, once for the process.</summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded here; the message names the ways out.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>Loads the native library and leaves the process' settings as they are: to compare with.</summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded here; the message names the ways out.</exception>
    internal static void LoadLibrary() => _ = LoadLibraryOnce();

    private static bool LoadOnce()
    {
        ProcessSettings.Apply();
        return LoadLibraryOnce();
    }

    private static bool LoadLibraryOnce()
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            var original = FindLibrary();
            if (LibtorchFolder is { } folder)
            {
                LoadExternal(folder);
            }

            if (NativeLibrary.TryLoad(original, out _))
            {
                return true;
            }

            if (LibtorchFolder is null)
            {
                NativeLibrary.Load(FindLibtorch());
            }

            NativeLibrary.Load(WriteCorrectedCopy(original));
            return true;
        }
        catch (Exception error) when (error is DllNotFoundException or InvalidDataException or IOException
            or UnauthorizedAccessException)
        {
            throw new TorchUnavailableException(
                $"{Library} cannot be loaded here: {error.Message}. Run on a system with libstdc++ of GCC 13 or later "
                + "(Ubuntu 24.04, Debian 13, the official .NET images), or build with another version of TorchSharp.",
                error);
        }
    }

    // What is loaded here by its path is found by its soname when libLibTorchSharp.so and TorchSharp ask for it. A libtorch
    // beside the program would be found before, and two of them in one process register their operators twice.
    private static void LoadExternal(string folder)
    {
        if (Find(Libtorch) is { } own)
        {
            throw new TorchUnavailableException(
                $"{LibtorchVariable} names {folder}, but the program brings a libtorch of its own ({own}): leave the variable "
                + "out, or build with -p:Accelerator=external");
        }

        var path = Path.Combine(folder, Libtorch);
        if (!File.Exists(path))
        {
            throw new TorchUnavailableException($"{LibtorchVariable} names {folder}, which has no {Libtorch}");
        }

        NativeLibrary.Load(path);
    }

    private static string FindLibrary() => Find(Library) ?? throw new TorchUnavailableException(
        $"{Library} is not among the program's native libraries: training is built for linux-x64, win-x64 and osx-arm64");

    private static string FindLibtorch() => Find(Libtorch) ?? throw new TorchUnavailableException(
        $"the program was built without libtorch: name a folder that holds {Libtorch}, version 2.10, in {LibtorchVariable}, or "
        + "build with -p:Accelerator=cpu or cuda");

    private static string? Find(string file)
    {
        var searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders =
        [
            .. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"),
        ];
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    // The copy is named by the original's digest, so versions do not meet, and it is compared before it is used: what
    // else lies in a cache folder is not to be loaded.
    private static string WriteCorrectedCopy(string original)
    {
        var bytes = File.ReadAllBytes(original);
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        LibraryCorrection.Apply(bytes);

        var folder = CreateCacheFolder();
        var path = Path.Combine(folder, $"{name}-{Library}");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            var temporary = Path.Combine(folder, $"{name}.{Environment.ProcessId}.tmp");
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }

        return path;
    }

    private static string CreateCacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            cache = string.IsNullOrEmpty(home) ? "" : Path.Combine(home, ".cache");
        }

        try
        {
            return CreatePrivate(Path.Combine(cache, "smartretail", "native"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CreatePrivate(Path.Combine(Path.GetTempPath(), $"smartretail-native-{Environment.UserName}"));
        }
    }

    private static string CreatePrivate(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder).FullName
        : Directory.CreateDirectory(
            folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
}
