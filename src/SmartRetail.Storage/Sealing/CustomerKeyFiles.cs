namespace SmartRetail.Storage.Sealing;

/// <summary>What an operator does with key files of customers.</summary>
public static class CustomerKeyFiles
{
    /// <summary>Makes a file with one master, readable by its owner alone; false when there is one.</summary>
    public static bool TryCreate(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return CustomerKeyFile.TryCreate(path, CustomerMasters.Create(clock.GetUtcNow()));
    }

    /// <summary>Puts a new master in front: it wraps from now on, those behind it still open.</summary>
    /// <exception cref="CustomerKeysException">It is not there, or is no key file.</exception>
    public static void Rotate(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        CustomerKeyFile.Replace(path, CustomerKeyFile.Read(path).Rotate(clock.GetUtcNow()));
    }
}
