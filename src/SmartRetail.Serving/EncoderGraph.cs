namespace SmartRetail.Serving;

/// <summary>
/// What an encoder's graph takes and gives: int64 [batch, length] of items, left-padded with the number of items, and
/// float [batch, dimensions]. The product of an encoding and a row of the product matrix is the item's logit.
/// </summary>
internal static class EncoderGraph
{
    public const string Input = "items";
    public const string Output = "encoding";
}
