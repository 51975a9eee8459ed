namespace SmartRetail.Contracts;

/// <summary>A published model's number, in order of publication; the first is 1.</summary>
[GenerateSerializer, Immutable, Alias("ModelVersion")]
public readonly record struct ModelVersion([property: Id(0)] int Value) : IComparable<ModelVersion>
{
    public int CompareTo(ModelVersion other) => Value.CompareTo(other.Value);

    public ModelVersion Next() => new(Value + 1);

    public static bool operator <(ModelVersion left, ModelVersion right) => left.Value < right.Value;

    public static bool operator >(ModelVersion left, ModelVersion right) => left.Value > right.Value;

    public static bool operator <=(ModelVersion left, ModelVersion right) => left.Value <= right.Value;

    public static bool operator >=(ModelVersion left, ModelVersion right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
