namespace Tributary.Roslyn.Choreography;

/// <summary>What the linker and the projection ask of statements.</summary>
internal static class StatementExtensions
{
    /// <summary>The blocks that a statement contains, in the order of the source.</summary>
    public static IEnumerable<Block> Blocks(this Statement statement) => statement switch
    {
        Choice choice => choice.Branches.Select(static branch => branch.Body),
        Loop loop => [loop.Body],
        WrittenOut writtenOut => [writtenOut.Body],
        Parallel parallel => parallel.Branches,
        Guarded guarded => [guarded.Body, guarded.Otherwise],
        _ => [],
    };

    /// <summary>All statements of a block and of the blocks inside, in the order of the source.</summary>
    public static IEnumerable<Statement> All(this Block block)
        => block.Statements.SelectMany(static statement => statement.Blocks().SelectMany(static inner => inner.All()).Prepend(statement));

    /// <summary>Whether a loop can go round; if not, it is there to be left from its middle.</summary>
    public static bool Repeats(this Loop loop)
        => loop.Body.Statements.LastOrDefault() is not (Break or Return) || loop.Body.All().Any(inner => inner is Continue again && again.Loop == loop.Id);

    /// <summary>The variables that a statement itself reads.</summary>
    public static IEnumerable<int> Reads(this Statement statement) => statement switch
    {
        Local local => local.Arguments,
        Copy copy => [copy.From],
        Message message => [message.Value],
        Choice choice => [choice.Value],
        Call call => call.Arguments,
        Return @return => @return.Values,
        _ => [],
    };

    /// <summary>The variables that a statement itself sets.</summary>
    public static IEnumerable<int> Sets(this Statement statement)
    {
        IEnumerable<int> set = statement switch
        {
            Local local => [local.Result],
            Copy copy => [copy.To],
            SelfOf self => [self.Result],
            Message message => message.To.Select(static receiver => receiver.Result),
            Call call => call.Results,
            _ => [],
        };
        return set.Where(static variable => variable >= 0);
    }

    /// <summary>The labels of a branch, as a person reads them.</summary>
    public static string Text(this Branch branch)
        => branch.Labels.Count == 0 ? "otherwise" : string.Join(" or ", branch.Labels.Select(static label => label.Substring(label.LastIndexOf('.') + 1)));
}
