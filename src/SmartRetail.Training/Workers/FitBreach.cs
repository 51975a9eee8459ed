namespace SmartRetail.Training.Workers;

/// <summary>Why a child was ended from outside.</summary>
/// <param name="IsSilence">
/// Whether it said nothing any more: then its worker is lost, as with its silo, and may be begun anew there. Otherwise it would
/// take as much memory again.
/// </param>
/// <param name="Reason">One sentence that names the bound.</param>
internal sealed record FitBreach(bool IsSilence, string Reason);
