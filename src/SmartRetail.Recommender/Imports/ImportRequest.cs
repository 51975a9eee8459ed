using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Recommender.Imports;

/// <summary>What is imported, and where to.</summary>
/// <param name="Store">Made when there is none of that id.</param>
/// <param name="Source">Names the quarantine file: the imported file's name, or what stands for it.</param>
/// <param name="TotalBytes">How long the stream is, when known: for the progress alone.</param>
public sealed record ImportRequest(StoreId Store, ImportFormat Format, string Source, long? TotalBytes = null);
