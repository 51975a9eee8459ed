using System.Reflection;
using SmartRetail.Testing;

namespace SmartRetail.UnitTests;

/// <summary>Where the sources and the built product are, seen from the running tests.</summary>
internal static class Repository
{
    public static string Root => BuildTree.Root;

    /// <summary>Debug or Release, whichever these tests were built as.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The folder of the built silo executable.</summary>
    public static string SiloFolder { get; } = Path.Combine(Root, "silo", "bin", Configuration, "net10.0");

    /// <summary>The folder of the public data sets; they are not part of the sources, so a test may find none.</summary>
    public static string DataFolder { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));
}
