from henvendelser.kommando import Kommando
from henvendelser.post import kan_sende_mail
from henvendelser.post.paamindelser import send_paamindelser
from henvendelser.regler import i_dag
from henvendelser.roller import Rettighed


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = (
        "Sender dagens påmindelser og de mails, der ikke kunne sendes tidligere. Køres hver time "
        "eller hver morgen; intet sendes to gange, og på lukkedage sendes intet."
    )

    def handle(self, **options) -> None:
        if not kan_sende_mail():
            self.stdout.write("Der er ikke sat en mailserver op (EMAIL_URL). Intet er sendt.")
            return
        koersel = send_paamindelser(i_dag())
        if koersel.lukket:
            self.stdout.write("Kontoret har lukket i dag. Intet er sendt.")
            return
        self.stdout.write(
            f"Nye påmindelser: {koersel.nye}. Mails, der ikke er kommet af sted: "
            f"{koersel.ikke_sendt}."
        )
