namespace SmartRetail.Grains;

/// <summary>The name of the grain storage that the low-rate grains write to.</summary>
public static class GrainStorage
{
    public const string Name = "retail";
}
