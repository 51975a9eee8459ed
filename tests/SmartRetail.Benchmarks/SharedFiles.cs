namespace SmartRetail.Benchmarks;

/// <summary>Public data sets, in a folder beside the repository: ../shared/data from its root.</summary>
internal static class SharedFiles
{
    /// <exception cref="FileNotFoundException">It is not there; the message says where it was looked for.</exception>
    public static string Find(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SmartRetail.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        var file = Path.GetFullPath(Path.Combine(
            [folder?.FullName ?? Environment.CurrentDirectory, "..", "shared", "data", .. path]));
        return File.Exists(file) ? file : throw new FileNotFoundException($"there is no file {file}", file);
    }
}
