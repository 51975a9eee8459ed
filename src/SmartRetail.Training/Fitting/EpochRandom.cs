namespace SmartRetail.Training.Fitting;

/// <summary>Chance that depends on the seed, the epoch and who asks, and on nothing drawn before.</summary>
internal static class EpochRandom
{
    public static Random Create(int seed, int epoch, int stream)
    {
        // The mixing function of SplitMix64 (Steele et al. 2014), since seeds next to each other begin alike.
        var mixed = ((ulong)(uint)seed << 32) ^ ((ulong)(uint)epoch << 8) ^ (uint)stream;
        mixed = (mixed + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new((int)(mixed >> 33));
    }
}
