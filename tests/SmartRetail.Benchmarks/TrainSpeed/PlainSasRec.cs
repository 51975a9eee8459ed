using SmartRetail.Training.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>
/// SASRec (Kang and McAuley 2018) as the public implementations have it, of modules alone: sequences padded on the left
/// to one length, embeddings of items and positions, transformer blocks with the norm behind each sum. Item 0 pads.
/// </summary>
/// <remarks>B sequences, L positions, D dimensions, H heads.</remarks>
internal sealed class PlainSasRec : Module<Tensor, Tensor>
{
    private const double Dropout = 0.5;
    private const int HeadCount = 2;
    private readonly Embedding _items;
    private readonly Embedding _positions;
    private readonly LayerNorm _norm;
    private readonly ModuleList<Block> _blocks;

    public PlainSasRec(int items, int length, int dimensions, int layers)
        : base(nameof(PlainSasRec))
    {
        _items = Embedding(items + 1, dimensions, padding_idx: 0);
        _positions = Embedding(length, dimensions);
        _norm = LayerNorm(dimensions);
        _blocks = ModuleList([.. Enumerable.Range(0, layers).Select(_ => new Block(dimensions))]);
        RegisterComponents();
        using var noGradient = no_grad();
        foreach (var (name, parameter) in named_parameters())
        {
            if (parameter.dim() > 1)
            {
                init.normal_(parameter, 0, 0.02);
            }
            else if (name.EndsWith("bias", StringComparison.Ordinal))
            {
                init.zeros_(parameter);
            }
        }
    }

    /// <summary>The item table, with the padding's row in front: one row of logits is a state times its transpose.</summary>
    public Tensor ItemTable => _items.weight!;

    /// <param name="input">items_BL.</param>
    /// <returns>states_BLD.</returns>
    public override Tensor forward(Tensor input)
    {
        var length = input.shape[1];
        var causal_LL = ones(length, length, ScalarType.Bool).tril();
        var visible_B1LL = input.ne(0).unsqueeze(1).unsqueeze(1).logical_and(causal_LL);
        var mask_B1LL = zeros(visible_B1LL.shape).masked_fill(visible_B1LL.logical_not(), -1e4);

        var states_BLD = _items.forward(input).add(_positions.forward(arange(length)), Scalars.One);
        states_BLD = functional.dropout(_norm.forward(states_BLD), Dropout, training);
        foreach (var block in _blocks)
        {
            states_BLD = block.forward(states_BLD, mask_B1LL);
        }

        return states_BLD;
    }

    private sealed class Block : Module<Tensor, Tensor, Tensor>
    {
        private readonly Linear _query;
        private readonly Linear _key;
        private readonly Linear _value;
        private readonly Linear _output;
        private readonly LayerNorm _attentionNorm;
        private readonly Linear _widen;
        private readonly Linear _narrow;
        private readonly LayerNorm _forwardNorm;

        public Block(int dimensions)
            : base(nameof(Block))
        {
            _query = Linear(dimensions, dimensions);
            _key = Linear(dimensions, dimensions);
            _value = Linear(dimensions, dimensions);
            _output = Linear(dimensions, dimensions);
            _attentionNorm = LayerNorm(dimensions);
            _widen = Linear(dimensions, 4 * dimensions);
            _narrow = Linear(4 * dimensions, dimensions);
            _forwardNorm = LayerNorm(dimensions);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input1, Tensor input2)
        {
            var attended_BLD = _output.forward(Attend(input1, input2));
            var states_BLD = _attentionNorm.forward(
                input1.add(functional.dropout(attended_BLD, Dropout, training), Scalars.One));
            var widened_BLD = _narrow.forward(functional.gelu(_widen.forward(states_BLD)));
            return _forwardNorm.forward(states_BLD.add(functional.dropout(widened_BLD, Dropout, training), Scalars.One));
        }

        private Tensor Attend(Tensor states_BLD, Tensor mask_B1LL)
        {
            var width = states_BLD.shape[2] / HeadCount;
            using Scalar scale = Math.Sqrt(width);
            var scores_BHLL = Heads(_query).matmul(Heads(_key).transpose(2, 3)).div(scale).add(mask_B1LL, Scalars.One);
            var shares_BHLL = functional.dropout(scores_BHLL.softmax(-1), Dropout, training);
            return shares_BHLL.matmul(Heads(_value)).transpose(1, 2).reshape(states_BLD.shape);

            Tensor Heads(Linear projection) => projection.forward(states_BLD)
                .view(states_BLD.shape[0], states_BLD.shape[1], HeadCount, width).transpose(1, 2);
        }
    }
}
