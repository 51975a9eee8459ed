using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Exploration;

namespace SmartRetail.Grains.Recommendations;

/// <summary>A list to be answered, with what is recorded of it.</summary>
/// <param name="Violations">How many products had to be taken out at last, which is a fault when it is not 0.</param>
/// <param name="Explored">Null where chance had no part.</param>
/// <param name="Origin">Null where something was taken out: ranked again it would be another list.</param>
internal sealed record ComposedList(RecommendationList List, int Violations, ExploredList? Explored, ListOrigin? Origin);
