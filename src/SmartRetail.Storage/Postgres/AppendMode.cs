namespace SmartRetail.Storage.Postgres;

/// <summary>What is taken for granted of a group's interactions.</summary>
internal enum AppendMode
{
    /// <summary>None was ever appended before: the fastest statement, which fails when one was.</summary>
    AllNew,

    /// <summary>Some may have been.</summary>
    WithDuplicates,
}
