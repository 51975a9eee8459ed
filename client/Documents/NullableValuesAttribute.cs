namespace SmartRetail.Client.Documents;

/// <summary>Says that values of a dictionary may be null, which its type does not tell once it is compiled.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NullableValuesAttribute : Attribute;
