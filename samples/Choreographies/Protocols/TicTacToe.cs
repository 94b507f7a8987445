using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>A player of tic-tac-toe, with a board of its own.</summary>
public interface ITicTacToePlayer : IRole
{
    /// <summary>Makes a move and returns its square, from 0 to 8.</summary>
    int Move();

    /// <summary>Notes the other's move.</summary>
    void Note(int square);

    /// <summary>Whether the game is over.</summary>
    bool IsOver { get; }

    /// <summary>How it went.</summary>
    string Outcome { get; }
}

/// <summary>The player who begins.</summary>
public interface ICrosses : ITicTacToePlayer;

/// <summary>The other player.</summary>
public interface INoughts : ITicTacToePlayer;

/// <summary>Tic-tac-toe: whoever moved says whether the game is over.</summary>
public static partial class TicTacToe
{
    /// <summary>The protocol. Each player learns how it went.</summary>
    [Choreography]
    public static async Task<(At<ICrosses, string> Crosses, At<INoughts, string> Noughts)> Run(Scope c, On<ICrosses> crosses, On<INoughts> noughts)
    {
        while (true)
        {
            var cross = await c.Send(crosses.Do(static p => p.Move()), noughts);
            noughts.Do(cross, static (p, square) => p.Note(square));
            if (await c.Choose(crosses.Do(static p => p.IsOver), noughts))
                break;
            var nought = await c.Send(noughts.Do(static p => p.Move()), crosses);
            crosses.Do(nought, static (p, square) => p.Note(square));
            if (await c.Choose(noughts.Do(static p => p.IsOver), crosses))
                break;
        }

        return (crosses.Do(static p => p.Outcome), noughts.Do(static p => p.Outcome));
    }

    // Takes the first square of a list of wishes that is free.
    private sealed class Player(char mark, params int[] wishes) : ICrosses, INoughts
    {
        private static readonly int[][] s_lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];
        private readonly char[] _board = "---------".ToCharArray();

        public bool IsOver => HasWon('x') || HasWon('o') || !_board.Contains('-');

        public string Outcome => $"{new string(_board)} {(HasWon(mark) ? "won" : HasWon(mark == 'x' ? 'o' : 'x') ? "lost" : "drawn")}";

        public int Move()
        {
            var square = wishes.Concat(Enumerable.Range(0, 9)).First(wish => _board[wish] == '-');
            _board[square] = mark;
            return square;
        }

        public void Note(int square) => _board[square] = mark == 'x' ? 'o' : 'x';

        private bool HasWon(char player) => s_lines.Any(line => line.All(square => _board[square] == player));
    }

    /// <summary>The samples: one game that is won and one that is drawn.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        Make("tic-tac-toe", [4, 0, 8], [1, 2, 6]),
        Make("tic-tac-toe-drawn", [4, 1, 3, 2, 8], [0, 7, 5, 6]),
    ];

    private static Sample Make(string name, int[] crosses, int[] noughts)
    {
        return new(name, RunPlan(), Centrally,
        [
            Seat.Of("crosses", () => new Player('x', crosses), static player => RunAsCrosses(player), static (_, outcome) => outcome),
            Seat.Of("noughts", () => new Player('o', noughts), static player => RunAsNoughts(player), static (_, outcome) => outcome),
        ]);

        async Task<string[]> Centrally()
        {
            var (one, other) = await RunCentrally(new Player('x', crosses), new Player('o', noughts));
            return [one, other];
        }
    }
}
