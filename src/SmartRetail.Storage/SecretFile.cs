namespace SmartRetail.Storage;

/// <summary>A file of keys that is readable by its owner alone and is never there in part.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the file; false when there is one already, of whoever was first.</summary>
    public static bool TryCreate(string path, byte[] content)
    {
        var aside = WriteAside(path, content);
        try
        {
            File.Move(aside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
            return false;
        }
    }

    /// <summary>Replaces the file at once: whoever reads meanwhile reads the one or the other.</summary>
    public static void Replace(string path, byte[] content) => File.Move(WriteAside(path, content), path, overwrite: true);

    private static string WriteAside(string path, byte[] content)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new FileStream(aside, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return aside;
    }
}
