namespace SmartRetail.Contracts.Imports;

/// <summary>How far an import is. What was accepted stays, however it ends; sent again, it counts once.</summary>
[GenerateSerializer, Alias("ImportState")]
public enum ImportState
{
    /// <summary>Bytes come, rows are written.</summary>
    Running = 0,

    /// <summary>All rows are durable or refused; a silo that answers knows of products that were among them.</summary>
    Completed = 1,

    /// <summary>The file is not of its format, or lacks a column.</summary>
    Unreadable = 2,

    /// <summary>The database took nothing for too long.</summary>
    Unavailable = 3,

    /// <summary>The sender gave it up, or sent nothing for too long.</summary>
    Cancelled = 4,

    /// <summary>A defect of ours; the silo's log says more.</summary>
    Failed = 5,
}
