namespace SmartRetail.Testing;

/// <summary>Where things lie in the repository that this program was built from.</summary>
internal static class BuildTree
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot(new(AppContext.BaseDirectory));

    /// <summary>The silo, built in the same configuration as this program: bin/Debug/net10.0 or bin/Release/net10.0.</summary>
    public static string Silo { get; } = Path.Combine(
        Root,
        "silo",
        "bin",
        Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name,
        "net10.0",
        OperatingSystem.IsWindows() ? "SmartRetail.Silo.exe" : "SmartRetail.Silo");

    private static string FindRoot(DirectoryInfo folder)
    {
        while (!File.Exists(Path.Combine(folder.FullName, "SmartRetail.Orleans.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException($"No SmartRetail.Orleans.sln above {AppContext.BaseDirectory}");
        }

        return folder.FullName;
    }
}
