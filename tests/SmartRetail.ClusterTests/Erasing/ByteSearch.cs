using System.Text;

namespace SmartRetail.ClusterTests.Erasing;

/// <summary>Which files of a folder hold a text, as bytes, whatever they are files of.</summary>
internal static class ByteSearch
{
    public static string[] FilesWith(string text, string folder)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) != ".lock")
                .Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0)
                .Select(file => Path.GetRelativePath(folder, file)),
        ];
    }

    // One that a running database holds open may be read beside it.
    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
