namespace SmartRetail.ClusterTests.Processes;

/// <summary>Where the executable is, built in the same configuration as these tests.</summary>
internal static class SiloProgram
{
    public static string Folder { get; } = Path.Combine(
        FindRoot(new(AppContext.BaseDirectory)),
        "silo",
        "bin",
        Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name,
        "net10.0");

    public static string File { get; } = Path.Combine(Folder, "SmartRetail.Silo");

    private static string FindRoot(DirectoryInfo folder)
    {
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "SmartRetail.Orleans.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException($"No SmartRetail.Orleans.sln above {AppContext.BaseDirectory}");
        }

        return folder.FullName;
    }
}
