//! Names from the communities of an English borough. Every person made from them is invented.

use crate::draw::Draw;

/// A community's names and the language many of its members speak at home.
pub struct Community {
    weight: u64,
    /// Given names more often borne by women, then by men.
    given: [&'static [&'static str]; 2],
    family: &'static [&'static str],
    language: &'static str,
}

macro_rules! communities {
    ($($weight:literal $language:literal; $women:literal; $men:literal; $family:literal;)*) => {
        /// All of them.
        pub static COMMUNITIES: std::sync::LazyLock<Vec<Community>> = std::sync::LazyLock::new(|| vec![
            $(Community {
                weight: $weight,
                given: [words($women), words($men)],
                family: words($family),
                language: $language,
            }),*
        ]);
    };
}

fn words(list: &'static str) -> &'static [&'static str] {
    Box::leak(list.split(' ').collect::<Vec<_>>().into_boxed_slice())
}

communities! {
    34 ""; "Karen Susan Emma Chloe Megan Lauren Donna Tracey Hannah Lucy Gemma Stacey Joanne Olivia Ellie"; "Darren Lee Craig Liam Callum Ryan Gary Kevin Jordan Dean Stuart Kyle Neil Harry Wayne"; "Smith Taylor Brown Wilson Walker Hughes Carter Parker Bennett Cooper Mills Harding Fletcher Pearce Webb Hobbs";
    5 ""; "Siobhán Aoife Niamh Bridget Maureen Orla Ciara"; "Ciarán Declan Seán Brendan Colm Eoin Patrick"; "Murphy O'Brien Kelly Byrne Doyle Gallagher McCarthy Nolan";
    4 "Polish"; "Agnieszka Zofia Małgorzata Katarzyna Joanna Ewa"; "Paweł Tomasz Marek Łukasz Piotr Jakub"; "Nowak Kowalski Wójcik Zieliński Mazur Krawczyk";
    3 "Romanian"; "Ioana Andreea Mihaela Elena Larisa"; "Andrei Mihai Ionuț Florin Cristian"; "Popescu Ionescu Dumitru Stan Rusu Munteanu";
    5 "Somali"; "Hodan Fadumo Amina Hibo Sahra Ifrah"; "Abdi Mohamed Yusuf Ahmed Liban Mahad"; "Warsame Ali Hassan Farah Jama Abdullahi";
    5 "Yoruba"; "Folake Yetunde Bisi Temitope Funmilayo Kemi"; "Tunde Segun Kayode Femi Babajide Wale"; "Adeyemi Ogunleye Balogun Afolabi Adebayo Olatunji";
    3 "Twi"; "Akosua Abena Efua Ama Adwoa"; "Kwame Kofi Kwabena Yaw Kojo"; "Mensah Owusu Boateng Asante Osei Appiah";
    2 "Lingala"; "Mireille Béatrice Clarisse Nadège"; "Patient Dieudonné Fabrice Héritier"; "Mbala Kabongo Ilunga Tshibanda Mukendi";
    6 "Urdu"; "Shazia Nasreen Rukhsana Saima Bushra Zainab"; "Imran Tariq Waqar Asif Kamran Bilal"; "Khan Hussain Mahmood Akhtar Iqbal Butt Mirza";
    6 "Bengali"; "Rahela Shirin Taslima Nasima Farzana Ruksana"; "Kamal Shafiq Jahangir Rezaul Faisal Nurul"; "Begum Miah Uddin Chowdhury Rahman Islam Ullah";
    3 "Punjabi"; "Harpreet Jaspreet Manjit Simran Kiran"; "Gurdeep Balwinder Harjit Jasvir Amarjit"; "Kaur Singh Gill Dhillon Sandhu Grewal";
    3 "Gujarati"; "Priya Hetal Bhavna Nisha Kalpana"; "Rajesh Nilesh Jayesh Dipak Hitesh"; "Patel Shah Desai Mistry Parmar";
    2 "Tamil"; "Tharani Kavitha Meena Sivagami Abirami"; "Suresh Kannan Ramesh Prakash Senthil"; "Sivakumar Rajendran Selvarajah Kandasamy Nadarajah";
    3 "Turkish"; "Ayşe Elif Zeynep Sevgi Hatice"; "Mehmet Emre Hakan Serkan Mustafa"; "Yılmaz Kaya Demir Çelik Öztürk Aydın";
    2 "Kurdish Sorani"; "Shilan Berivan Chnar Rojin"; "Azad Dilshad Karwan Rebin"; "Karim Rashid Othman Salih Barzani";
    2 "Farsi"; "Parisa Shirin Maryam Laleh Nasrin"; "Reza Arash Behrouz Kaveh Dariush"; "Ahmadi Hosseini Karimi Rezaei Moradi";
    2 "Dari"; "Zarmina Freshta Palwasha Shukria"; "Najib Farid Zabihullah Hamid Omid"; "Noorzai Stanikzai Ahmadzai Rahimi Azizi";
    6 ""; "Marcia Beverley Sharon Yvonne Shanice Monique Claudette"; "Winston Delroy Leroy Marlon Jermaine Errol Devon"; "Campbell Francis Clarke Gordon Bailey Henry Grant Reid";
    3 "Portuguese"; "Fernanda Inês Luciana Raquel Tatiana"; "João Thiago Rui Marcelo Duarte"; "Silva Santos Pereira Oliveira Fernandes Lopes";
    2 "Cantonese"; "Mei Ling Wai Siu Yan"; "Wei Kin Chi Ho Jian"; "Chan Wong Cheung Lam Leung Ng";
    2 "Vietnamese"; "Linh Thảo Hương Mai Ngọc"; "Minh Tuấn Hùng Dũng Bảo"; "Nguyễn Trần Phạm Lê Hoàng";
    1 "Romani"; "Kristina Denisa Vanesa Erika"; "Marian Dušan Rastislav Vasile"; "Horváth Lakatoš Gabor Balog";
    1 ""; "Kathleen Winnie Nan Philomena"; "Michael Miley Jim Martin"; "Ward Connors Doran Maughan McDonagh";
}

/// Whole name, given names first, and the language to ask about; empty for English.
pub fn draw(draw: &Draw, community: &Community, woman: bool) -> (String, String) {
    let given = draw.pick(community.given[usize::from(!woman)]);
    (given.to_string(), (*draw.pick(community.family)).to_owned())
}

/// A community, as often as there are people of it.
pub fn community(draw: &Draw) -> &'static Community {
    let weights: Vec<(u64, usize)> = COMMUNITIES.iter().enumerate().map(|(n, c)| (c.weight, n)).collect();
    &COMMUNITIES[draw.weighted(&weights)]
}

impl Community {
    /// What is noted about language.
    pub fn language(&self, draw: &Draw) -> String {
        match self.language {
            "" => String::new(),
            language => match draw.index(10) {
                0..2 => format!("{language}. Needs an interpreter"),
                2..5 => format!("{language} and English"),
                5..7 => "English".to_owned(),
                _ => String::new(),
            },
        }
    }
}
