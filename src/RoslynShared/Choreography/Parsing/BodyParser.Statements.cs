using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn.Rules;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <content>Statements.</content>
internal sealed partial class BodyParser
{
    private void Read(StatementSyntax statement)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        switch (statement)
        {
            case BlockSyntax block:
                foreach (var inner in block.Statements)
                    Read(inner);
                break;
            case EmptyStatementSyntax:
            case LocalDeclarationStatementSyntax { IsConst: true }:
                break;
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration:
                foreach (var declarator in declaration.Declaration.Variables)
                    Declare(declarator);
                break;
            case ExpressionStatementSyntax expression:
                Effect(Strip(expression.Expression));
                break;
            case IfStatementSyntax conditional:
                ReadIf(conditional);
                break;
            case WhileStatementSyntax loop:
                ReadLoop(loop.Condition, loop.Statement, loop.WhileKeyword);
                break;
            case ForStatementSyntax { Declaration: null, Initializers.Count: 0, Incrementors.Count: 0 } loop:
                ReadLoop(loop.Condition, loop.Statement, loop.ForKeyword);
                break;
            case DoStatementSyntax loop:
                ReadDo(loop);
                break;
            case SwitchStatementSyntax choice:
                ReadSwitch(choice);
                break;
            case BreakStatementSyntax:
                ReadBreak(statement);
                break;
            case ContinueStatementSyntax:
                ReadContinue(statement);
                break;
            case ReturnStatementSyntax end:
                ReadReturn(end);
                break;
            default:
                ReportText(ChoreographyShapeFault.UnsupportedStatement, statement);
                break;
        }
    }

    private void Declare(VariableDeclaratorSyntax declarator)
    {
        if (_model.GetDeclaredSymbol(declarator, _cancellationToken) is not ILocalSymbol local || TypeRules.HasUnknown(local.Type))
            _parse.IsBroken = true;
        else if (Located.IsValue(local.Type, out var located))
            DeclareValue(declarator, local, located);
        else if (declarator.Initializer?.Value is not { } value)
            ReportText(ChoreographyShapeFault.UnlocatedValue, declarator);
        else if (Located.IsTask(local.Type, out _) && HasStep(declarator))
            ReportText(ChoreographyShapeFault.NotAwaited, value);
        else if (Located.IsScope(local.Type) || Located.IsRole(local.Type, out _, out _) || Located.IsChoreography(local.Type) || Located.ResultsOf(local.Type) is not null || IsChoose(Strip(value)))
            ReportText(ChoreographyShapeFault.OperatorStored, declarator);
        else
            ReportForeign(value, ChoreographyShapeFault.UnlocatedValue);
    }

    private void DeclareValue(VariableDeclaratorSyntax declarator, ILocalSymbol local, INamedTypeSymbol located)
    {
        if (_variables.RoleOf(located) < 0)
        {
            ReportText(ChoreographyShapeFault.UnlocatedValue, declarator);
            return;
        }

        var variable = _variables.Add(local, located);
        if (declarator.Initializer is { } initializer)
            Into(Strip(initializer.Value), variable);
    }

    private void ReadIf(IfStatementSyntax statement)
    {
        if (Condition(statement.Condition) is not { } decision)
        {
            // What is in the branches is read all the same, so that its mistakes are found.
            Collect(() => Read(statement.Statement));
            if (statement.Else is { } other)
                Collect(() => Read(other.Statement));
            return;
        }

        var then = Collect(() => Read(statement.Statement));
        var otherwise = statement.Else is { } branch ? Collect(() => Read(branch.Statement)) : Block.Empty;
        Decide(decision, then, SpanOf(statement.Statement), otherwise, statement.Else is { } e ? SpanOf(e.Statement) : SpanOf(statement.Condition));
    }

    private void Decide(Decision decision, Block then, Span thenSpan, Block otherwise, Span otherwiseSpan)
    {
        var (yes, no) = decision.IsNegated ? ("false", "true") : ("true", "false");
        _statements.Add(new Choice(
            decision.Role,
            decision.Value,
            new[] { new Branch(new[] { yes }.ToEquatableArray(), then, thenSpan), new Branch(new[] { no }.ToEquatableArray(), otherwise, otherwiseSpan) }.ToEquatableArray(),
            decision.Informed.ToEquatableArray(),
            decision.Span));
    }

    private void ReadLoop(ExpressionSyntax? condition, StatementSyntax body, SyntaxToken keyword)
    {
        var id = _loops++;
        var block = Within(new(FrameKind.Loop, _frame, id), () =>
        {
            if (IsTrue(condition))
                Read(body);
            else if (Condition(condition!) is { } decision)
                Decide(decision, Collect(() => Read(body)), SpanOf(body), Leave(id, condition!), SpanOf(condition!));
            else
                Read(body);
        });
        _statements.Add(new Loop(id, block, ChoreographyParse.SpanOf(keyword.GetLocation())));
    }

    private static Block Leave(int loop, SyntaxNode node) => new(new Statement[] { new Break(loop, SpanOf(node)) }.ToEquatableArray());

    private void ReadDo(DoStatementSyntax loop)
    {
        var (id, round) = (_loops++, _loops++);
        var frame = new Frame(FrameKind.Loop, _frame, id) { ContinuesBy = round };
        var body = Within(frame, () => Read(loop.Statement));
        var block = Collect(() =>
        {
            _statements.AddRange(Leavable(round, frame.Continues, body, SpanOf(loop.Statement)).Statements);
            if (!IsTrue(loop.Condition) && Condition(loop.Condition) is { } decision)
                Decide(decision, Block.Empty, SpanOf(loop.Condition), Leave(id, loop.Condition), SpanOf(loop.Condition));
        });
        _statements.Add(new Loop(id, block, ChoreographyParse.SpanOf(loop.DoKeyword.GetLocation())));
    }

    private bool IsTrue(ExpressionSyntax? condition) => condition is null || _model.GetConstantValue(condition, _cancellationToken) is { HasValue: true, Value: true };

    private void ReadBreak(StatementSyntax statement)
    {
        var frame = _frame;
        if (frame is null or { Kind: FrameKind.Lambda })
        {
            _parse.IsBroken = true;
            return;
        }

        if (frame.Kind == FrameKind.Switch && statement.Parent is SwitchSectionSyntax section && section.Statements.Last() == statement)
            return;
        frame.IsLeft = true;
        _statements.Add(new Break(frame.Id, SpanOf(statement)));
    }

    private void ReadContinue(StatementSyntax statement)
    {
        var frame = _frame;
        while (frame is { Kind: FrameKind.Switch })
            frame = frame.Outer;
        if (frame is null or { Kind: FrameKind.Lambda })
        {
            _parse.IsBroken = true;
            return;
        }

        frame.Continues = true;
        _statements.Add(frame.ContinuesBy < 0 ? new Continue(frame.Id, SpanOf(statement)) : new Break(frame.ContinuesBy, SpanOf(statement)));
    }

    private void ReadReturn(ReturnStatementSyntax statement)
    {
        var lambda = _frame;
        while (lambda is not null && lambda.Kind != FrameKind.Lambda)
            lambda = lambda.Outer;
        var targets = lambda?.Targets ?? Located.ResultsOf(_method.ReturnType)?.Select(static _ => Target.Fresh).ToArray() ?? [];
        if (lambda is null)
        {
            ReturnValue(statement.Expression, targets, statement);
            return;
        }

        if (statement.Expression is { } value)
            Assign(Strip(value), lambda.Targets);
        if (lambda == _frame && statement.Parent is BlockSyntax { Parent: AnonymousFunctionExpressionSyntax } block && block.Statements.Last() == statement)
            return;
        lambda.IsLeft = true;
        _statements.Add(new Break(lambda.Id, SpanOf(statement)));
    }

    private void ReturnValue(ExpressionSyntax? value, Target[] targets, SyntaxNode node)
    {
        if (value is null || targets.Length == 0)
        {
            if (value is not null)
                Effect(Strip(value));
            _statements.Add(new Return(EquatableArray<int>.Empty, SpanOf(node)));
        }
        else if (Values(Strip(value), targets) is { } values)
            _statements.Add(new Return(values.ToEquatableArray(), SpanOf(node)));
    }
}
