"""Projects: the passage in, `Project` mentions out, each with its name, holder, place, cost, year and state.

Patterns find them first (`finder`), then weights learned from annotated documents take out what hardly is one (`reviewed`), find
those that no pattern does (`weighed`), give them their likeliest costs (`priced`) and tell each where most is told of it
(`best_mention`).

`finder` joins what patterns find, none sharing a letter with another: the first five before tables, tables before the others,
of these what tells a cost before what does not.

    module          rule             finds
    in_turn         project.prose    works told first, then what each costs
    subject         project.label    what 'Tên dự án:' labels, else
                    project.subject  the one work or scheme that the document is about
    listed          project.listed   items of lists (`lists`, over the lines of `lines`)
    prose           project.prose    a work right before its cost
    called          project.item     what 'Dự án', 'Mô hình' and the like open, with cost or holder and place
    headings        project.headed   what heads a numbered part that tells its cost
    series          project.listed   works in a row in a sentence
    named           project.named    works named in passing behind 'dự án', 'công trình'
    progress        project.named    works of which a sentence says how far they are
    behind_sums     project.prose    works right behind what is given for them, or their price
    done            project.done     what a phrase says is done to works
    counted         project.named    works that a count tells and a bracket names
    pointers        project.named    works to which 'công trình này' points back with their cost
    cost_behind     project.prose    works whose cost a sentence tells far behind
    tables          project.row      rows of tables (`columns` reads their headings)

`ends` cuts what runs on behind a name, `costs_apart` finds costs told apart from names, and `retold` leaves each project told once.
"""
