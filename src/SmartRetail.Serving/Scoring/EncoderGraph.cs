namespace SmartRetail.Serving.Scoring;

/// <summary>
/// What an encoder's graph takes and gives: float [batch, length, dimensions] of product rows and int64 [batch, length] of
/// interaction kinds, both left-padded with zeros, and float [batch, dimensions]. The product of an encoding and a row of
/// the product matrix is the item's logit; of its direction where the manifest has a temperature.
/// </summary>
internal static class EncoderGraph
{
    public const string Rows = "rows";
    public const string Kinds = "kinds";
    public const string Output = "encoding";
}
