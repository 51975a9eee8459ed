namespace SmartRetail.BrowserTests;

/// <summary>Where things lie in the repository that these tests were built from.</summary>
internal static class BuildTree
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot(new(AppContext.BaseDirectory));

    /// <summary>The silo, built in the same configuration as these tests: bin/Debug/net10.0 or bin/Release/net10.0.</summary>
    public static string Silo { get; } = Path.Combine(
        Root,
        "silo",
        "bin",
        Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name,
        "net10.0",
        OperatingSystem.IsWindows() ? "SmartRetail.Silo.exe" : "SmartRetail.Silo");

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(
        Environment.GetEnvironmentVariable("ARTIFACTS") ?? Path.Combine(Root, "artifacts"), "screenshots")).FullName;

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
