namespace SmartRetail.Storage.Models.Protection;

/// <summary>What a seal says of one file.</summary>
/// <param name="Length">In clear, in bytes.</param>
/// <param name="Sha256">Of the file as it lies there, encrypted; hex.</param>
internal sealed record SealedFile(long Length, string Sha256);
